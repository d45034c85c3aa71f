#pragma once

#include "common/export/document.h"
#include "common/result.h"

#include <string>

namespace latido::exports {

// The CUFE of a Colombian invoice, 96 hex digits: SHA-384 over
//   NumFac FecFac HorFac ValFac "01" ValImp1 "04" ValImp2 "03" ValImp3 ValTot NitOFE NumAdq ClTec
//   TipoAmbie
// without separators (DIAN, Anexo Tecnico de Factura Electronica de Venta 1.9, section 11.2).
// Number, date and time at -05:00, sum of the lines, IVA, national consumption tax and ICA (0.00
// both: Latido has no such taxes), amount to pay, tax numbers of seller and customer without dots
// and check digit, the range's technical key, 1 or 2. NOT_EXPORTABLE with the reason: a credit note
// (DIAN gives it a CUDE), amounts that have not 2 decimals, a party without a number, a date after
// the day at -05:00 on which it was issued, which does not go with the time; BAD_VALUE: an
// environment or key that cannot be. Pure.
Result<std::string> cufe_of(const ExportedDocument& document, const CufeKey& key);

// HorFac: "10:53:10-05:00", the time of day in Colombia, which has no summer time. Pure.
std::string colombian_time(std::int64_t unix_ms);

}  // namespace latido::exports
