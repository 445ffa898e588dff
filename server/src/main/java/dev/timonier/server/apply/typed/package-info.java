/// Objects as server-side apply sees them: compared, merged and reduced field by field as their
/// type says. Read [MergeType] first.
@NullMarked
package dev.timonier.server.apply.typed;

import org.jspecify.annotations.NullMarked;
