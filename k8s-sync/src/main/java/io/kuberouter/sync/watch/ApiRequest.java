package io.kuberouter.sync.watch;

import com.google.gson.stream.JsonReader;
import io.kuberouter.sync.cluster.ObjectKey.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Requests for one resource of the API server, and its refusals.
 *
 * @param path of the resource
 */
record ApiRequest(Server server, String path) {

  /** An answer of the server. */
  record Answer(int code, InputStream body, Closeable connection) implements Closeable {
    @Override
    public void close() throws IOException {
      connection.close();
    }
  }

  /** How to ask the server. */
  interface Server {
    Answer get(String path, Map<String, String> query) throws IOException;
  }

  /** The server's refusal, by its HTTP code or that of a Status in a stream. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;
    final int code;

    RefusedException(int code, String message) {
      super(message);
      this.code = code;
    }
  }

  /** {@return where the server keeps objects of a kind} */
  static String path(Kind kind) {
    return switch (kind) {
      case NODE -> "/api/v1/nodes";
      case NAMESPACE -> "/api/v1/namespaces";
      case POD -> "/api/v1/pods";
      case SERVICE -> "/api/v1/services";
      case ENDPOINT_SLICE -> "/apis/discovery.k8s.io/v1/endpointslices";
      case NETWORK_POLICY -> "/apis/networking.k8s.io/v1/networkpolicies";
    };
  }

  /** Asks; every answer but success is a {@link RefusedException}. */
  Answer get(Map<String, String> query) throws IOException {
    Answer answer = server.get(path, query);
    if (answer.code() == 200) {
      return answer;
    }
    try (answer) {
      String text = new String(answer.body().readNBytes(4096), StandardCharsets.UTF_8);
      throw refused(answer.code(), message(text));
    }
  }

  private static String message(String text) {
    try (JsonReader in = new JsonReader(new StringReader(text))) {
      return new Tree("", JsonTree.read(in)).get("message").text(text);
    } catch (IOException | IllegalStateException | Tree.FieldException e) {
      return text.strip();
    }
  }

  /** {@return the exception for a code, which says what to do about it} */
  RefusedException refused(int code, String message) {
    String plural = path.substring(path.lastIndexOf('/') + 1);
    String advice =
        switch (code) {
          case 401 -> "; give the agent a token or certificate that the server accepts";
          case 403 -> "; allow the agent's account to list and watch " + plural;
          default -> "";
        };
    return new RefusedException(code, code + ": " + message + advice);
  }

  static JsonReader reader(Answer answer) {
    return new JsonReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }
}
