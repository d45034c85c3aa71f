#pragma once

#include "comandos/domain/events.h"
#include "common/wire/event_parts.h"

// The stored form of products, prices, tax rates and series.
namespace latido::wire::stored {

void write(ev::Product::Builder out, const domain::Product& in);
domain::Product read(ev::Product::Reader in);

void write(ev::Price::Builder out, const domain::Price& in);
domain::Price read(ev::Price::Reader in);

void write(ev::TaxRate::Builder out, const domain::TaxRateDefined& in);
void write(ev::TaxRate::Builder out, const domain::TaxRateRetired& in);
domain::TaxRateDefined read_defined(ev::TaxRate::Reader in);
domain::TaxRateRetired read_retired(ev::TaxRate::Reader in);

void write(ev::Series::Builder out, const domain::SeriesCreated& in);
domain::SeriesCreated read(ev::Series::Reader in);

void write(ev::Range::Builder out, const domain::RangeExtended& in);
domain::RangeExtended read(ev::Range::Reader in);

}  // namespace latido::wire::stored
