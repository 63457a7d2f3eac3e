package org.researchtracker.media.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that the JDK's own keytool makes for a test, and that nobody else trusts. */
public final class Certificates {
  private static final String PASSWORD = "for-tests";

  private final Path file;
  private final KeyStore store;

  private Certificates(Path file) throws IOException, GeneralSecurityException {
    this.file = file;
    this.store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
  }

  /** Makes one for these names, such as {@code dns:localhost}, in a folder. */
  public static Certificates make(Path folder, String names)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = Files.createTempDirectory(folder, "tls").resolve("keys.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                List.of(
                    keytool.toString(),
                    "-genkeypair",
                    "-alias",
                    "test",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=test",
                    "-ext",
                    "san=" + names,
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(file.resolveSibling("keytool.txt").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(file.resolveSibling("keytool.txt")));
    }
    return new Certificates(file);
  }

  /** The file, a PKCS12 store that can serve as a trust store too. */
  public Path file() {
    return file;
  }

  public String password() {
    return PASSWORD;
  }

  /** For a server that shows it. */
  public SSLContext serving() throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** For a client that trusts it, and nothing else. */
  public SSLContext trusting() throws GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try {
      trusted.load(null, null);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    trusted.setCertificateEntry("test", store.getCertificate("test"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
