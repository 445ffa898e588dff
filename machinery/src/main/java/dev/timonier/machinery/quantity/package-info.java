/// Resource quantities: exact arithmetic and canonical forms.
@NullMarked
package dev.timonier.machinery.quantity;

import org.jspecify.annotations.NullMarked;
