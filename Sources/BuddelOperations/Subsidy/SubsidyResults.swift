import BuddelStore

// What the store keeps of awards and claims, as operations give it out.

/// An award with its association, who administers it, and what is granted and committed.
public typealias StoredAward = BuddelStore.StoredAward

/// A step that was taken on a claim.
public typealias StoredClaimStep = BuddelStore.StoredClaimStep
