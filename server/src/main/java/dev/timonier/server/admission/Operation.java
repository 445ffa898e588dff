package dev.timonier.server.admission;

/// What is done to an object.
public enum Operation {
  CREATE,
  UPDATE,
  DELETE,
  CONNECT
}
