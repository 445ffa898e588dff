package dev.timonier.server.resource;

import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.server.registry.Conversion;
import dev.timonier.server.registry.Strategy;

/// A version of a kind that is served beside the one that is stored. Tables show both alike.
public record OtherVersion(
    Strategy strategy, GroupVersionKind stored, Conversion.Change conversion) {}
