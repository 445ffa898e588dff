/// Drives the launched product as its users do: with the genuine kubectl and with Fabric8 programs.
@NullMarked
package dev.timonier.e2e;

import org.jspecify.annotations.NullMarked;
