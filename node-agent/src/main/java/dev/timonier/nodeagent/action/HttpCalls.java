package dev.timonier.nodeagent.action;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// Makes HTTP requests as the kubelet does: one connection each, any certificate is good, a `Host`
/// header may be given, redirects are followed on the same host only.
public final class HttpCalls {
  private static final int MOST_REDIRECTS = 10;
  private static final int MOST_HEADER_BYTES = 64 << 10;
  private static final String AGENT = "kube-probe/1.36";

  private final SSLContext tls;

  public HttpCalls() {
    this.tls = trustingAll();
  }

  private record Reply(int code, Map<String, String> headers) {}

  /// Whether the reply is a success: 200 to 399.
  ///
  /// @param timeout for the connection and for each piece of the reply
  public Outcome get(HttpCall call, Duration timeout) {
    try {
      var code = follow(call, timeout);
      return code >= 200 && code < 400
          ? new Outcome.Succeeded(Integer.toString(code))
          : new Outcome.Failed("HTTP probe failed with statuscode: " + code);
    } catch (SocketTimeoutException _) {
      return new Outcome.Failed(
          "Get \"%s\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)"
              .formatted(call.url()));
    } catch (IOException e) {
      return new Outcome.Failed(
          "Get \"%s\": %s"
              .formatted(call.url(), TcpConnections.complaint(call.host(), call.port(), e)));
    }
  }

  private int follow(HttpCall call, Duration timeout) throws IOException {
    var next = call;
    for (var redirects = 0; redirects < MOST_REDIRECTS; redirects++) {
      var reply = send(next, timeout);
      var elsewhere = redirect(next, reply);
      if (elsewhere.isEmpty()) {
        return reply.code();
      }
      next = elsewhere.get();
    }
    throw new IOException("stopped after " + MOST_REDIRECTS + " redirects");
  }

  /// Where to go on; empty when that is nowhere, or another host.
  private static Optional<HttpCall> redirect(HttpCall call, Reply reply) {
    var location = reply.headers().get("location");
    if (location == null || reply.code() / 100 != 3) {
      return Optional.empty();
    }
    var target = URI.create(call.url()).resolve(location);
    if (!call.host().equals(target.getHost())) {
      return Optional.empty();
    }
    var query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    return Optional.of(call.withPath(target.getRawPath() + query));
  }

  private Reply send(HttpCall call, Duration timeout) throws IOException {
    try (var socket = open(call, timeout)) {
      socket.getOutputStream().write(request(call).getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return reply(new BufferedInputStream(socket.getInputStream()));
    }
  }

  private Socket open(HttpCall call, Duration timeout) throws IOException {
    var plain = TcpConnections.connect(call.host(), call.port(), timeout);
    if (!call.scheme().equals("https")) {
      return plain;
    }
    var socket =
        (SSLSocket) tls.getSocketFactory().createSocket(plain, call.host(), call.port(), true);
    socket.startHandshake();
    return socket;
  }

  private static String request(HttpCall call) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Host", call.host() + ":" + call.port());
    headers.put("User-Agent", AGENT);
    headers.put("Accept", "*/*");
    call.headers().forEach((name, value) -> replace(headers, name, value));
    headers.put("Connection", "close");
    return headers.entrySet().stream()
        .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
        .collect(Collectors.joining("", "GET " + call.path() + " HTTP/1.1\r\n", "\r\n"));
  }

  private static void replace(Map<String, String> headers, String name, String value) {
    headers.keySet().removeIf(name::equalsIgnoreCase);
    if (!value.isEmpty()) {
      headers.put(name, value);
    }
  }

  private static Reply reply(InputStream in) throws IOException {
    var status = line(in).split(" ", 3);
    if (status.length < 2 || !status[1].matches("\\d{3}")) {
      throw new IOException("malformed HTTP response");
    }
    var headers = new LinkedHashMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    return new Reply(Integer.parseInt(status[1]), headers);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (var octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("EOF");
      }
      if (line.length() > MOST_HEADER_BYTES) {
        throw new IOException("server response headers exceeded " + MOST_HEADER_BYTES + " bytes");
      }
      line.append((char) octet);
    }
    return line.toString().strip();
  }

  private static SSLContext trustingAll() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Probes ask whether someone is there, not who.
  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
