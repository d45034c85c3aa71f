#pragma once

#include "comandos/domain/events.h"
#include "db/read_model_shared.h"

namespace latido::db {

// Products, prices and tax codes.
class CatalogueRows {
 public:
  explicit CatalogueRows(ReadModelShared& shared);

  void apply(Moment when, const domain::ProductCreated& event);
  void apply(Moment when, const domain::ProductArchived& event);
  void apply(Moment when, const domain::PriceCreated& event);
  void apply(Moment when, const domain::PriceArchived& event);
  // The code's first one makes the code.
  void apply(Moment when, const domain::TaxRateDefined& event);
  void apply(Moment when, const domain::TaxRateRetired& event);

 private:
  ReadModelShared& shared_;
  Statement insert_product_;
  Statement archive_product_;
  Statement insert_price_;
  Statement archive_price_;
  Statement insert_tax_code_;
  Statement insert_tax_rate_;
  Statement retire_tax_code_;
};

}  // namespace latido::db
