/// The promises of a [dev.timonier.storage.RevisionedStore], one test each, for every
/// implementation to inherit. Read [RevisionedStoreContract] first.
@NullMarked
package dev.timonier.storage.contract;

import org.jspecify.annotations.NullMarked;
