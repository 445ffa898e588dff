/// Checks the expressions of validating admission policies against the types of the objects that
/// they are for, and tells in a policy's status what cannot be meant. Read [PolicyStatusController]
/// first.
@NullMarked
package dev.timonier.controllers.validatingadmissionpolicystatus;

import org.jspecify.annotations.NullMarked;
