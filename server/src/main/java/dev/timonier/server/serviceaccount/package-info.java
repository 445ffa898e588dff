/// Service accounts: their tokens, who may trust them, and what pods get of them. Read
/// [ServiceAccounts] first.
@NullMarked
package dev.timonier.server.serviceaccount;

import org.jspecify.annotations.NullMarked;
