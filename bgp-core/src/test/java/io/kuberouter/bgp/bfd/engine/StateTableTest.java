package io.kuberouter.bgp.bfd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.bfd.BfdState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The diagram of RFC 5880 section 6.2, arrow by arrow. */
class StateTableTest {

  @ParameterizedTest
  @CsvSource({
    "DOWN, ADMIN_DOWN, DOWN", "DOWN, DOWN, INIT", "DOWN, INIT, UP", "DOWN, UP, DOWN",
    "INIT, ADMIN_DOWN, DOWN", "INIT, DOWN, INIT", "INIT, INIT, UP", "INIT, UP, UP",
    "UP, ADMIN_DOWN, DOWN", "UP, DOWN, DOWN", "UP, INIT, UP", "UP, UP, UP",
    "ADMIN_DOWN, DOWN, ADMIN_DOWN", "ADMIN_DOWN, UP, ADMIN_DOWN"
  })
  void arrows(BfdState local, BfdState received, BfdState next) {
    assertThat(StateTable.next(local, received)).isEqualTo(next);
  }
}
