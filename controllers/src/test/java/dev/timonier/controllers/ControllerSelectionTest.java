package dev.timonier.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.runtime.Controller;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControllerSelectionTest {
  private static final ControllerDescriptor CONTROLLER =
      ControllerDescriptor.of("foo-controller", "foo", 1, (_, _, _) -> Controller.NONE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*|true",
        "*,-foo|false",
        "*,-foo-controller|false",
        "-foo,*|false",
        "foo,-foo|true",
        "bar|false",
        "bar,foo-controller|true",
        "-bar,*|true"
      })
  void flagSelectsController(String flag, boolean runs) {
    assertThat(ControllerSelection.parse(flag).runs(CONTROLLER)).isEqualTo(runs);
  }
}
