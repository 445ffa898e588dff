package dev.timonier.machinery.catalog;

/// Whether the objects of a resource live in namespaces.
public enum Scope {
  NAMESPACED,
  CLUSTER
}
