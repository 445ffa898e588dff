/// Every built-in kind of the Kubernetes API: group, version, names, scope, verbs.
@NullMarked
package dev.timonier.machinery.catalog;

import org.jspecify.annotations.NullMarked;
