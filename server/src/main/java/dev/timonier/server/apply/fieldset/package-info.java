/// Sets of fields of objects, and their form in `managedFields`. Read [FieldSet] first.
@NullMarked
package dev.timonier.server.apply.fieldset;

import org.jspecify.annotations.NullMarked;
