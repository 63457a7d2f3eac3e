import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.researchtracker.recorder.Details;
import org.researchtracker.recorder.ExecutionScope;
import org.researchtracker.recorder.ExecutionStart;
import org.researchtracker.recorder.ExecutionTracker;
import org.researchtracker.recorder.OutputScope;
import org.researchtracker.recorder.SessionScope;

/**
 * A pipeline of four stages, and what it takes to record it: stage 1 translates and checks the
 * input, stage 2 transforms it, and a loop of stages 3 and 4 checks and makes one output for each
 * output config. The models are stand-ins that need no network; what they draw are real pictures.
 *
 * <p>usage: java -cp tracker.jar Pipeline.java FOLDER — logs go to FOLDER/logs, pictures to
 * FOLDER/exports.
 */
public final class Pipeline {
  private final SessionScope session;
  private final Models models;

  private Pipeline(SessionScope session, Models models) {
    this.session = session;
    this.models = models;
  }

  /** Runs three executions of one session: one that goes well, one with a block, one that fails. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args.length > 0 ? args[0] : "target/example/pipeline");
    Models models = new Models(Files.createDirectories(folder.resolve("exports")));
    List<String> configs = List.of("sd35_large", "gpt5_image");
    try (ExecutionTracker tracker = ExecutionTracker.open(folder.resolve("logs"));
        SessionScope session = tracker.startSession("workshop")) {
      Pipeline pipeline = new Pipeline(session, models);
      pipeline.run("flower", "Eine Blume", configs);
      pipeline.run("knight", "Ein Ritter mit Schwert", configs);
      pipeline.run("volcano", "Ein Vulkan", configs);

      boolean written = tracker.close(Duration.ofSeconds(10));
      System.out.println(written ? "recorded in " + folder : "not all recorded: " + tracker.stats());
    }
  }

  private void run(String id, String input, List<String> outputConfigs) {
    ExecutionStart start =
        ExecutionStart.of("image_comparison")
            .id(id)
            .outputConfigs(outputConfigs)
            .pipeline("text_transformation")
            .device("laptop-01");
    try (ExecutionScope execution = session.start(start)) {
      int stage = 1;
      try {
        execution.userInputText(input);
        String english = models.translate(input);
        execution.translation(english, Details.NONE.model("nemo").backend("ollama"));
        execution.safetyCheck(true, Details.NONE.model("guard"));

        stage = 2;
        String prompt = models.transform(input);
        execution.interceptionResult(prompt, Details.NONE.model("nemo").backend("ollama"));

        for (String config : outputConfigs) {
          try (OutputScope output = execution.outputConfig(config)) {
            generate(output, config, english, prompt, id);
          }
        }
        execution.complete();
      } catch (RuntimeException e) {
        // The pipeline handles its error as it would anyway; that it struck is one call more.
        execution.error(stage, e);
      }
    }
  }

  /** Stages 3 and 4 for one output config; what happens to one does not stop the next. */
  private void generate(
      OutputScope output, String config, String english, String prompt, String name) {
    String danger = models.danger(config, english);
    output.safetyCheck(danger == null);
    if (danger != null) {
      output.blocked(danger);
      return;
    }
    long begun = System.nanoTime();
    try {
      Path picture = models.draw(config, prompt, name);
      output.image(
          picture.toString(),
          Details.NONE
              .model(config)
              .backend("stand-in")
              .took(Duration.ofNanos(System.nanoTime() - begun))
              .and(Map.of("width", Models.SIZE, "height", Models.SIZE)));
    } catch (IOException e) {
      output.error(e);
    }
  }

  /** Stand-ins for language models, a guard and two image generators. */
  private static final class Models {
    static final int SIZE = 256;

    private static final Map<String, String> ENGLISH =
        Map.of(
            "Eine Blume", "A flower",
            "Ein Ritter mit Schwert", "A knight with a sword",
            "Ein Vulkan", "A volcano");

    private final Path exports;

    Models(Path exports) {
      this.exports = exports.toAbsolutePath();
    }

    String translate(String text) {
      return ENGLISH.getOrDefault(text, text);
    }

    String transform(String text) {
      String noun = text.substring(text.lastIndexOf(' ') + 1);
      return noun.toUpperCase(Locale.ROOT) + "! CHAOS!";
    }

    /** Returns why this generator must not draw this, or null: one of them draws no weapons. */
    String danger(String config, String english) {
      return config.equals("sd35_large") && english.contains("sword") ? "weapon" : null;
    }

    Path draw(String config, String prompt, String name) throws IOException {
      if (config.equals("gpt5_image") && prompt.startsWith("VULKAN")) {
        throw new IOException("the generator ran out of memory");
      }
      BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
      Graphics2D brush = picture.createGraphics();
      brush.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      Random random = new Random(31L * prompt.hashCode() + config.hashCode());
      for (int i = 0; i < 120; i++) {
        brush.setColor(Color.getHSBColor(random.nextFloat(), 0.7f, 0.9f));
        int wide = 10 + random.nextInt(60);
        brush.fillOval(random.nextInt(SIZE) - 20, random.nextInt(SIZE) - 20, wide, wide);
      }
      brush.dispose();
      Path file = exports.resolve(name + "-" + config + ".png");
      try (OutputStream out = Files.newOutputStream(file)) {
        ImageIO.write(picture, "png", out);
      }
      return file;
    }
  }
}
