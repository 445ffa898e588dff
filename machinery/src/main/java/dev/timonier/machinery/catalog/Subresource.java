package dev.timonier.machinery.catalog;

import java.util.Set;

/// A subresource of a resource, such as `pods/binding`.
///
/// @param kind the type of the objects that it takes and gives
public record Subresource(String name, GroupVersionKind kind, Set<Verb> verbs) {}
