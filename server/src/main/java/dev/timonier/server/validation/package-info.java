/// Finding what is wrong with objects: all faults at once, each with its path. Read [Subject]
/// first.
@NullMarked
package dev.timonier.server.validation;

import org.jspecify.annotations.NullMarked;
