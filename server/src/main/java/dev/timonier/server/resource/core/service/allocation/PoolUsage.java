package dev.timonier.server.resource.core.service.allocation;

/// How much of a pool is given away.
///
/// @param pool a range of addresses, as in `10.96.0.0/16`
/// @param free at most `Long.MAX_VALUE`
public record PoolUsage(String pool, long taken, long free) {}
