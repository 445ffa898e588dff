package dev.timonier.server.registry;

/// What sets a kind apart from a plain one, whatever its objects say.
public enum Trait {
  /// `metadata.generation` counts the changes of the specification.
  COUNTS_CHANGES,
  /// What is counted begins with the first change, and not with the creation.
  COUNTS_FROM_NONE,
  /// Counted is also what a client sends and the server drops.
  COUNTS_WHAT_IS_SENT,
  /// Finalizers may have names without a domain.
  ANY_FINALIZERS,
  /// The kind leaves the metadata of a new object to what holds for all kinds, which is looked at
  /// once nothing else is wrong.
  PLAIN_METADATA,
  /// Whoever creates an object may tell its status, though that is a subresource.
  KEEPS_CREATED_STATUS,
  /// A write of the status leaves labels, annotations, finalizers and owners as they are.
  STATUS_KEEPS_METADATA,
  /// A write of the status leaves all metadata as they are.
  STATUS_KEEPS_ALL_METADATA,
  /// A PUT creates the object where there is none.
  CREATED_BY_PUT,
  /// A PUT must tell the resourceVersion.
  UPDATED_BY_VERSION,
  /// `metadata.generateName` is the name itself: nothing may follow it.
  NAMED_AS_PREFIX,
  /// An object without any name is named by a UUID.
  NAMED_BY_UUID,
  /// A deletion answers the object as it last was, and not a Status that names it.
  DELETION_SHOWS_OBJECT
}
