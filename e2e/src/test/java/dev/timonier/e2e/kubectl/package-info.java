/// Every command of the genuine kubectl, by the groups in which its help lists them, with today's
/// release and with one that is years older.
@NullMarked
package dev.timonier.e2e.kubectl;

import org.jspecify.annotations.NullMarked;
