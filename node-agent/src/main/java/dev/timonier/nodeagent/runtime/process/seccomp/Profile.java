package dev.timonier.nodeagent.runtime.process.seccomp;

import java.util.List;

/// What a program may ask of the kernel. A rule without conditions precedes those with conditions;
/// otherwise the first one that fits counts. Programs of other processors' kinds are killed.
///
/// @param otherwise where no rule fits
/// @param unknown for calls that are newer than those that the profile knows
/// @param abis at least one
record Profile(Action otherwise, Action unknown, List<Abi> abis, List<Rule> rules) {}
