/// Objects as protobuf messages, in the form that Kubernetes gives them
/// (<https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding>). Everything
/// is derived from the numbers in the table of types.
@NullMarked
package dev.timonier.server.protobuf;

import org.jspecify.annotations.NullMarked;
