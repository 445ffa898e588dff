/// Counts what namespaces use of the things that their ResourceQuotas limit.
@NullMarked
package dev.timonier.controllers.resourcequota;

import org.jspecify.annotations.NullMarked;
