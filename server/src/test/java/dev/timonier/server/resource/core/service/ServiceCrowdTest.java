package dev.timonier.server.resource.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.TestServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ServiceCrowdTest {
  private static final int SERVICES = 100;

  @Test
  void manyServicesAtOnceEachGetTheirOwnAddress() throws Exception {
    var answers = new ArrayList<Future<TestServer.Answer>>();
    try (var server = new TestServer();
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var admin = server.admin();
      for (var i = 0; i < SERVICES; i++) {
        var service = "{metadata: {name: s%d}, spec: {ports: [{port: 80}]}}".formatted(i);
        answers.add(
            executor.submit(() -> admin.post("/api/v1/namespaces/default/services", service)));
      }
    }
    var addresses = new HashSet<String>();
    for (var answer : answers) {
      assertThat(answer.get().code()).as(answer.get().text()).isEqualTo(201);
      addresses.add(answer.get().body().at("/spec/clusterIP").asText());
    }
    assertThat(addresses).hasSize(SERVICES);
  }
}
