package dev.timonier.nodeagent.server;

import dev.timonier.nodeagent.server.http.Exchange;
import dev.timonier.nodeagent.server.http.ExchangeHandler;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets nobody in whose certificate does not name one of the clients, and turns what goes wrong
/// behind it into an answer.
final class ClientGuard implements ExchangeHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ClientGuard.class);

  private final Set<String> clients;
  private final Route next;

  ClientGuard(Set<String> clients, Route next) {
    this.clients = clients;
    this.next = next;
  }

  @Override
  public void handle(Exchange exchange) {
    try {
      answer(exchange);
    } catch (IOException gone) {
      LOG.debug("{} {}: {}", exchange.method(), exchange.path(), gone.getMessage());
    } catch (RuntimeException failure) {
      LOG.error("{} {} failed", exchange.method(), exchange.path(), failure);
      exchange.abort();
    }
  }

  private void answer(Exchange exchange) throws IOException {
    try {
      admit(exchange);
      next.answer(exchange, exchange.path());
    } catch (KubeletFault fault) {
      exchange.text(fault.status(), fault.text());
    }
  }

  private void admit(Exchange exchange) throws KubeletFault {
    var certificate = exchange.clientCertificate().orElseThrow(() -> KubeletFault.unauthorized());
    var user = commonName(certificate);
    if (!clients.contains(user)) {
      throw KubeletFault.forbidden("Forbidden (user=" + user + ")");
    }
  }

  private static String commonName(X509Certificate certificate) throws KubeletFault {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase("CN"))
              .map(Rdn::getValue)
              .map(String::valueOf)
              .findFirst()
              .orElse("");
    } catch (InvalidNameException unreadable) {
      throw KubeletFault.unauthorized();
    }
  }
}
