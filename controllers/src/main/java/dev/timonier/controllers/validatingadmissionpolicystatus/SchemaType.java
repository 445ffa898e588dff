package dev.timonier.controllers.validatingadmissionpolicystatus;

import dev.cel.common.types.CelType;
import dev.cel.common.types.StructType;
import java.util.List;

/// The type that a schema stands for.
///
/// @param structs the types with fields that it is made of
record SchemaType(CelType type, List<StructType> structs) {}
