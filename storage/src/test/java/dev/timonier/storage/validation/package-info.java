/// Checks after the fact what concurrent clients and watchers have seen of a store.
///
/// A [Session] lets clients and watchers work at the same time and makes a [Recording] of it. The
/// [Truth] is what the model makes of the commits in the order of their revisions. Each [Check]
/// compares the recording with one guarantee. In a [DisturbedHistory] something happens to the
/// store meanwhile, and a witness tells what became of commits that got no answer.
@NullMarked
package dev.timonier.storage.validation;

import org.jspecify.annotations.NullMarked;
