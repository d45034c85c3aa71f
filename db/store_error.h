#pragma once

#include <stdexcept>

namespace latido::db {

// The world under the store is broken: disk, schema, or a promise that the schema enforces. Ends
// the turn.
class StoreError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Another writer has taken over (its epoch is higher). This process must stop writing for good.
class Fenced : public StoreError {
  using StoreError::StoreError;
};

// A write would have broken a promise that the schema keeps (number, sum, date, frozen row): a bug
// in the program, or a balance beyond 64 bits. The whole turn has been rolled back and the store is
// sound.
class BrokenPromise : public StoreError {
  using StoreError::StoreError;
};

// Another program holds the store, for a moment or for long; nothing was begun.
class Busy : public StoreError {
  using StoreError::StoreError;
};

// An older program made the store, and no writer has brought it up to date yet.
class Outdated : public StoreError {
  using StoreError::StoreError;
};

}  // namespace latido::db
