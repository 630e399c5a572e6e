package filter

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/catalog/words"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// isRegion reports whether a field holds regions.
func isRegion(field protoreflect.FieldDescriptor) bool {
	texts := textRules(field)
	if texts == nil {
		return false
	}
	is, _ := proto.GetExtension(texts, compendiumv1.E_IsRegion).(bool)
	return is
}

// regionCode matches the codes in the expression of the rule about regions, which has the only list of them.
var regionCode = regexp.MustCompile(`\b[A-Z]{2}(?:-[A-Z]{2,3})?\b`)

// regions returns the codes of all regions.
var regions = sync.OnceValue(func() map[string]bool {
	known := make(map[string]bool)
	options := compendiumv1.E_IsRegion.TypeDescriptor().Options()
	rule, _ := proto.GetExtension(options, validate.E_Predefined).(*validate.PredefinedRules)
	for _, cel := range rule.GetCel() {
		for _, code := range regionCode.FindAllString(cel.GetExpression(), -1) {
			known[code] = true
		}
	}
	return known
})

// regionOf returns the code of the region that a value names, in any case.
func regionOf(value lexeme) (string, error) {
	code := strings.ToUpper(value.value)
	if regions()[code] {
		return code, nil
	}
	meant := map[string]string{"UK": "GB", "USA": "US", "EL": "GR"}[code]
	if meant != "" {
		return "", errorAt(value.offset, "there is no region %s; did you mean %s?", value.describe(), meant)
	}
	return "", noRegion(value)
}

func noRegion(value lexeme) error {
	return errorAt(value.offset, "there is no region %s; write a code of ISO 3166 such as US, GB or CA-ON, or EU",
		value.describe())
}

// regionsAround returns the test of a region and those that it holds in, or those that hold in it: the EU in its
// members, a country in its parts.
func regionsAround(value lexeme, isWithin bool) (namesTest, error) {
	region, err := regionOf(value)
	found := namesTest{region: true}
	for other := range regions() {
		if isWithin && label.HoldsIn(region, other) || !isWithin && label.HoldsIn(other, region) {
			found[other] = true
		}
	}
	return found, err
}

// checkRegion returns an error about a region that no value of a field is while one that holds there is: what is said
// of the EU is said of its members.
func (p *parser) checkRegion(target resolved, value lexeme, region string) error {
	if p.records.Filtered() == nil || p.isMet(target, namesTest{region: true}) {
		return nil
	}
	for other := range regions() {
		if label.HoldsIn(other, region) && p.isMet(target, namesTest{other: true}) {
			return errorAt(value.offset, "%s is never %s, but %s, which holds there; write covers(%s, %q)",
				target.path.last().Name(), region, other, target.written, region)
		}
	}
	return nil
}

// checkLabeled returns an error about a region for which no use has a label, so that nothing is known of it.
func (p *parser) checkLabeled(labels protoreflect.FieldDescriptor, value lexeme, region string) error {
	target := resolved{of: p.scope.root, path: path{labels, labels.Message().Fields().ByName("jurisdiction")}}
	if p.records.Filtered() == nil || p.isMet(target, namesTest{region: true}) {
		return nil
	}
	var labeled []string
	for _, other := range slices.Sorted(maps.Keys(regions())) {
		if p.isMet(target, namesTest{other: true}) {
			labeled = append(labeled, other)
		}
	}
	return errorAt(value.offset, "no use has a label for %s; there are labels for %s", region, words.List(labeled, "and"))
}
