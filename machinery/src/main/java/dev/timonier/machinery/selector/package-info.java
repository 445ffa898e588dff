/// Label and field selectors: parsed from their string forms, matched as Kubernetes does.
@NullMarked
package dev.timonier.machinery.selector;

import org.jspecify.annotations.NullMarked;
