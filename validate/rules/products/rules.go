// Package products has the rules about products of drugs, what they hold, and whether they can be had.
package products

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about products of drugs.
func Rules() []validate.Rule {
	return validate.Documented("Products", pages,
		applicationNumberKind,
		applicationNumberShared,
		applicationNumberShort,
		applicationNumberSwapped,
		applicationNumberUnlisted,
		euNumberOrder,
		holderMisspelled,
		ingredientsImpossible,
		launchBeforeApproval,
		marketingLaunchedAgain,
		marketingOrder,
		numberOfOtherCountry,
		productDuplicate,
		productEventMissing,
		productOutsideJurisdictions,
		referenceProductCircular,
		referenceProductUnlike,
		strengthIngredientUnknown,
		strengthPerUnfit,
		strengthUnlike,
	)
}

// productsList is the path of a drug's products.
const productsList = "products"
