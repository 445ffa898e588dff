/// Shows values as the structs that Kubernetes works with, which some messages print, and what has
/// changed between two of them. Read [StructDiff] first.
@NullMarked
package dev.timonier.server.gostruct;

import org.jspecify.annotations.NullMarked;
