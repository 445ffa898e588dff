/// Object metadata: names, owner references, conditions.
@NullMarked
package dev.timonier.machinery.meta;

import org.jspecify.annotations.NullMarked;
