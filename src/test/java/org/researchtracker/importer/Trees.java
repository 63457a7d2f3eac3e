package org.researchtracker.importer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes the folders that deployed pipelines leave, with invented content. */
final class Trees {
  private final Path root;

  Trees(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(UTF_8));
  }

  Path write(String name, byte[] bytes) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  Run run(String folder) {
    return new Run(folder);
  }

  /** One run folder; entities are written as they come, like the recorder of the pipeline does. */
  final class Run {
    private final String folder;
    private final List<String> entities = new ArrayList<>();
    private final List<String> process = new ArrayList<>();
    private String head;
    private int seconds;

    private Run(String folder) {
      this.folder = folder;
      String id = folder.substring(folder.lastIndexOf('/') + 1);
      head =
          "\"run_id\":\""
              + id
              + "\",\"timestamp\":\"2025-11-03T14:30:00.5\",\"config_name\":\"dada\","
              + "\"execution_mode\":\"eco\",\"safety_level\":\"kids\",\"user_id\":\"anonymous\","
              + "\"device_id\":null";
    }

    Run head(String members) {
      head = members;
      return this;
    }

    Run entity(String type, String extension, byte[] content, String metadata) throws IOException {
      int number = entities.size() + 1;
      String name = String.format("%02d_%s.%s", number, type, extension);
      write(folder + "/final/" + name, content);
      return listed(number, type, name, metadata);
    }

    Run listed(int number, String type, String name, String metadata) {
      entities.add(entry(number, type, name, metadata));
      return this;
    }

    Run raw(String entity) {
      entities.add(entity);
      return this;
    }

    private String entry(int number, String type, String name, String metadata) {
      seconds++;
      return String.format(
          "{\"sequence\":%d,\"type\":\"%s\",\"filename\":\"%s\","
              + "\"timestamp\":\"2025-11-03T14:30:%02d.000001\",\"metadata\":%s}",
          number, type, name, seconds, metadata);
    }

    Run text(String type, String content) throws IOException {
      return entity(type, "txt", content.getBytes(UTF_8), "{}");
    }

    Run json(String type, String content) throws IOException {
      return entity(type, "json", content.getBytes(UTF_8), "{}");
    }

    Run process(String type, String content) throws IOException {
      int number = process.size() + 1;
      String name = String.format("prompting_process/%03d_%s.txt", number, type);
      write(folder + "/" + name, content.getBytes(UTF_8));
      process.add(entry(number, type, name, "{}"));
      return this;
    }

    String metadata() {
      String all = "{" + head + ",\"entities\":[" + String.join(",", entities) + "]";
      return process.isEmpty()
          ? all + "}"
          : all + ",\"prompting_process\":[" + String.join(",", process) + "]}";
    }

    Run save() throws IOException {
      write(folder + "/metadata.json", metadata());
      return this;
    }

    /** A whole run: every stage, one picture. */
    Run usual() throws IOException {
      return text("input", "Eine Blume")
          .text("stage1_output", "A flower")
          .json("safety", "{\"safe\":true,\"method\":\"fast\",\"codes_checked\":[\"a\"]}")
          .text("interception", "BLUME! CHAOS!")
          .json("safety_pre_output", "{\"safe\":true,\"method\":\"hybrid\"}")
          .entity("output_image", "png", png(Map.of()), "{\"config\":\"sd35_large\",\"seed\":7}");
    }
  }

  /** Returns a picture of one pixel with these texts before it. */
  static byte[] png(Map<String, String> texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(out, "IHDR", new byte[] {0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0});
    texts.forEach((key, text) -> chunk(out, "tEXt", (key + "\0" + text).getBytes(ISO_8859_1)));
    Deflater deflater = new Deflater();
    deflater.setInput(new byte[2]);
    deflater.finish();
    byte[] packed = new byte[64];
    int length = deflater.deflate(packed);
    deflater.end();
    chunk(out, "IDAT", ByteBuffer.allocate(length).put(packed, 0, length).array());
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /** Returns two frames of silence. */
  static byte[] mp3() {
    byte[] sound = new byte[2 * 417];
    for (int at : new int[] {0, 417}) {
      sound[at] = (byte) 0xff;
      sound[at + 1] = (byte) 0xfb;
      sound[at + 2] = (byte) 0x90;
    }
    return sound;
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] body =
        ByteBuffer.allocate(4 + data.length).put(type.getBytes(ISO_8859_1)).put(data).array();
    CRC32 crc = new CRC32();
    crc.update(body);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(body);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
