package dev.timonier.server.apply;

import dev.timonier.server.apply.fieldset.FieldSet;

/// The fields of a manager.
///
/// @param apiVersion of which they are fields
/// @param time when they changed last, as RFC 3339 in UTC; empty when that is not known
record Managed(FieldSet fields, String apiVersion, String time) {
  Managed with(FieldSet others) {
    return new Managed(others, apiVersion, time);
  }
}
