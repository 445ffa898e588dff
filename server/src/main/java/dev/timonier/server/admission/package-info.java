/// What may change or refuse a write after it was authorized: mutate, then validate. Read
/// [AdmissionChain] first.
@NullMarked
package dev.timonier.server.admission;

import org.jspecify.annotations.NullMarked;
