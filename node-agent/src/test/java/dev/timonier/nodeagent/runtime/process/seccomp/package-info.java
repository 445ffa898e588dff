/// Tests of seccomp filters, with an interpreter of their language.
@NullMarked
package dev.timonier.nodeagent.runtime.process.seccomp;

import org.jspecify.annotations.NullMarked;
