package dev.timonier.storage.validation;

import java.util.List;

/// One guarantee: says where a recording contradicts it.
@FunctionalInterface
interface Check {
  List<String> findings(Recording recording, Truth truth);
}
