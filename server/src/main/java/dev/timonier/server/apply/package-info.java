/// Who manages which fields: keeps `metadata.managedFields` at every write. The rules are those of
/// <https://kubernetes.io/docs/reference/using-api/server-side-apply/>.
@NullMarked
package dev.timonier.server.apply;

import org.jspecify.annotations.NullMarked;
