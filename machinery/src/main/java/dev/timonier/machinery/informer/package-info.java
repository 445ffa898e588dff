/// Thin helpers over Fabric8's informers.
@NullMarked
package dev.timonier.machinery.informer;

import org.jspecify.annotations.NullMarked;
