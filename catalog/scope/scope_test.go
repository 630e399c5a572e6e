package scope_test

import (
	"fmt"
	"slices"
	"testing"

	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/scope"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// records are those of the tests.
var records = map[string]proto.Message{
	"conditions/tumor":   &compendiumv1.Condition{},
	"conditions/sarcoma": &compendiumv1.Condition{Parents: []string{"conditions/tumor"}},
	"conditions/fat":     &compendiumv1.Condition{Parents: []string{"conditions/sarcoma"}},
	"conditions/stromal": &compendiumv1.Condition{Parents: []string{"conditions/sarcoma"},
		NamedApart: []string{"conditions/sarcoma"}},
	// Below sarcoma by two ways, of which one is free.
	"conditions/gut": &compendiumv1.Condition{Parents: []string{"conditions/stromal", "conditions/fat"}},
	"conditions/old": &compendiumv1.Condition{ReplacedBy: []string{"conditions/sarcoma"},
		Extent: []compendiumv1.Use_Extent{compendiumv1.Use_METASTATIC}},
	"conditions/oldest": &compendiumv1.Condition{ReplacedBy: []string{"conditions/sarcoma"},
		Extent:     []compendiumv1.Use_Extent{compendiumv1.Use_METASTATIC},
		Biomarkers: []*compendiumv1.Biomarker{{Target: "targets/one", Alteration: compendiumv1.Biomarker_LOSS}}},
	"conditions/older":  &compendiumv1.Condition{ReplacedBy: []string{"conditions/sarcoma"}},
	"conditions/circle": &compendiumv1.Condition{Parents: []string{"conditions/circle"}},
	// Each lies below the others: a way over them must not take forever.
	"conditions/ring-a": &compendiumv1.Condition{Parents: []string{"conditions/ring-b", "conditions/ring-c"}},
	"conditions/ring-b": &compendiumv1.Condition{Parents: []string{"conditions/ring-c", "conditions/ring-a"}},
	"conditions/ring-c": &compendiumv1.Condition{Parents: []string{"conditions/ring-a", "conditions/ring-b"},
		NamedApart: []string{"conditions/fat"}},
	"drugs/a":          &compendiumv1.Drug{Classes: []string{"classes/inner"}},
	"drugs/b":          &compendiumv1.Drug{Classes: []string{"classes/inner"}},
	"drugs/c":          &compendiumv1.Drug{},
	"classes/inner":    &compendiumv1.DrugClass{Parents: []string{"classes/outer"}},
	"classes/outer":    &compendiumv1.DrugClass{Parents: []string{"classes/inner"}}, // a circle
	"regimens/ac":      &compendiumv1.Regimen{Components: []*compendiumv1.Regimen_Component{{Drug: "drugs/a"}}},
	"targets/family":   &compendiumv1.Target{Members: []string{"targets/one", "targets/two"}},
	"targets/families": &compendiumv1.Target{Members: []string{"targets/families", "targets/plain", "targets/family"}},
	"targets/plain":    &compendiumv1.Target{},
	"regimens/abc": &compendiumv1.Regimen{Components: []*compendiumv1.Regimen_Component{{Drug: "drugs/a"},
		{Drug: "drugs/b"},
		{Drug: "drugs/c", Role: compendiumv1.Regimen_Component_SUPPORTIVE}, {Procedure: "procedures/proton-beam"}}},
	"procedures/systemic":    &compendiumv1.Procedure{Kind: compendiumv1.Procedure_SYSTEMIC},
	"procedures/radiation":   &compendiumv1.Procedure{},
	"procedures/proton-beam": &compendiumv1.Procedure{Parents: []string{"procedures/radiation"}},
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name   string
		scopes []string // alternatives, in prototext
		use    string
		want   scope.Coverage
	}{
		{"no alternative", nil, `condition: "conditions/sarcoma"`, scope.Not},
		{"the condition itself", []string{`conditions: "conditions/sarcoma"`}, `condition: "conditions/sarcoma"`, scope.Covers},
		{"below", []string{`conditions: "conditions/tumor"`}, `condition: "conditions/fat"`, scope.Covers},
		{"above", []string{`conditions: "conditions/fat"`}, `condition: "conditions/sarcoma"`, scope.InPart},
		{"elsewhere", []string{`conditions: "conditions/fat"`}, `condition: "conditions/stromal"`, scope.Not},
		{"a condition without a record", []string{`conditions: "conditions/fat"`}, `condition: "conditions/none"`, scope.Not},
		{"a circle", []string{`conditions: "conditions/fat"`}, `condition: "conditions/circle"`, scope.Not},
		{"a circle of many ways", []string{`conditions: "conditions/fat"`}, `condition: "conditions/ring-a"`, scope.Not},
		{"some subtypes, elsewhere", []string{`conditions: "conditions/fat" subtypes: SOME`}, `condition: "conditions/stromal"`, scope.Not},
		{"named apart", []string{`conditions: "conditions/sarcoma"`}, `condition: "conditions/stromal"`, scope.CannotTell},
		{"named apart from another", []string{`conditions: "conditions/tumor"`}, `condition: "conditions/stromal"`, scope.Covers},
		{"below by a free way, too", []string{`conditions: "conditions/sarcoma"`}, `condition: "conditions/gut"`, scope.Covers},
		{"a use above what is named apart", []string{`conditions: "conditions/stromal"`}, `condition: "conditions/sarcoma"`, scope.Not},
		{"excepted", []string{`conditions: "conditions/sarcoma" except: "conditions/fat"`}, `condition: "conditions/fat"`, scope.Not},
		{"below what is excepted", []string{`conditions: "conditions/tumor" except: "conditions/sarcoma"`}, `condition: "conditions/fat"`, scope.Not},
		{"above what is excepted", []string{`conditions: "conditions/tumor" except: "conditions/fat"`}, `condition: "conditions/sarcoma"`, scope.InPart},
		{"some subtypes, of the whole", []string{`conditions: "conditions/sarcoma" subtypes: SOME`}, `condition: "conditions/sarcoma"`, scope.InPart},
		{"some subtypes, of one", []string{`conditions: "conditions/sarcoma" subtypes: SOME`}, `condition: "conditions/fat"`, scope.CannotTell},
		{"a name that was replaced", []string{`conditions: "conditions/sarcoma" extent: METASTATIC`}, `condition: "conditions/old"`, scope.Covers},
		{"a name that was replaced and said more, in the license", []string{`conditions: "conditions/old"`}, `condition: "conditions/fat"`, scope.CannotTell},
		{"a name that was replaced, in the license", []string{`conditions: "conditions/older"`}, `condition: "conditions/fat"`, scope.Covers},
		{"a name that was replaced and said two things more", []string{`conditions: "conditions/oldest"`}, `condition: "conditions/fat"`, scope.CannotTell},
		{"a condition above a name that was replaced and said more", []string{`conditions: "conditions/old"`}, `condition: "conditions/tumor"`, scope.CannotTell},
		{"above what is excepted and named apart", []string{`conditions: "conditions/sarcoma" except: "conditions/stromal"`}, `condition: "conditions/sarcoma"`, scope.Covers},

		{"extent", []string{`conditions: "conditions/fat" extent: METASTATIC`}, `condition: "conditions/fat" extent: METASTATIC`, scope.Covers},
		{"extent not said", []string{`conditions: "conditions/fat" extent: METASTATIC`}, `condition: "conditions/fat"`, scope.InPart},
		{"another extent", []string{`conditions: "conditions/fat" extent: METASTATIC`}, `condition: "conditions/fat" extent: LOCALIZED`, scope.Not},
		{"advanced covers metastatic", []string{`conditions: "conditions/fat" extent: ADVANCED`}, `condition: "conditions/fat" extent: METASTATIC`, scope.Covers},
		{"metastatic is a part of advanced", []string{`conditions: "conditions/fat" extent: METASTATIC`}, `condition: "conditions/fat" extent: ADVANCED`, scope.InPart},
		{"both are all of advanced", []string{`conditions: "conditions/fat" extent: METASTATIC extent: LOCALLY_ADVANCED`}, `condition: "conditions/fat" extent: ADVANCED`, scope.Covers},
		{"advanced by two licenses", []string{`conditions: "conditions/fat" extent: METASTATIC`, `conditions: "conditions/fat" extent: LOCALLY_ADVANCED`},
			`condition: "conditions/fat" extent: ADVANCED`, scope.Covers},
		{"what cannot be removed, or has spread, by a license for the one and the other", []string{`conditions: "conditions/fat" extent: METASTATIC`,
			`conditions: "conditions/fat" extent: LOCALLY_ADVANCED resectability: CANNOT_BE_RESECTED`},
			`condition: "conditions/fat" extent: [UNRESECTABLE, METASTATIC]`, scope.Covers},
		{"what cannot be removed, only locally advanced licensed", []string{`conditions: "conditions/fat" extent: LOCALLY_ADVANCED resectability: CANNOT_BE_RESECTED`},
			`condition: "conditions/fat" extent: UNRESECTABLE`, scope.InPart},
		{"what cannot be removed may be in one place, if a license says so", []string{`conditions: "conditions/fat" extent: LOCALIZED`},
			`condition: "conditions/fat" extent: UNRESECTABLE`, scope.InPart},
		{"in one place, or advanced", []string{`conditions: "conditions/fat" extent: [LOCALIZED, ADVANCED]`}, `condition: "conditions/fat" extent: LOCALIZED`, scope.Covers},
		{"advanced, or in one place", []string{`conditions: "conditions/fat" extent: [ADVANCED, LOCALIZED]`}, `condition: "conditions/fat" extent: LOCALIZED`, scope.Covers},
		{"what cannot be removed, beside a license for another condition in one place", []string{`conditions: "conditions/stromal" extent: LOCALIZED`,
			`conditions: "conditions/fat" extent: METASTATIC`}, `condition: "conditions/fat" extent: UNRESECTABLE`, scope.InPart},
		{"what can or cannot be removed is not all advanced", []string{`conditions: "conditions/fat" extent: ADVANCED`},
			`condition: "conditions/fat" resectability: [CAN_BE_RESECTED, CANNOT_BE_RESECTED]`, scope.InPart},
		{"locally advanced or metastatic is advanced", []string{`conditions: "conditions/fat" extent: [LOCALLY_ADVANCED, METASTATIC]`},
			`condition: "conditions/fat" extent: UNRESECTABLE`, scope.Covers},
		{"what cannot be removed is advanced", []string{`conditions: "conditions/fat" extent: ADVANCED`}, `condition: "conditions/fat" extent: UNRESECTABLE`, scope.Covers},
		{"one of two alternatives of a use", []string{`conditions: "conditions/fat" extent: METASTATIC`}, `condition: "conditions/fat" extent: METASTATIC extent: LOCALIZED`, scope.InPart},
		{"alternatives of a use by two licenses", []string{`conditions: "conditions/fat" extent: METASTATIC`, `conditions: "conditions/fat" extent: LOCALIZED`},
			`condition: "conditions/fat" extent: METASTATIC extent: LOCALIZED`, scope.Covers},
		{"a course among extents", []string{`conditions: "conditions/fat" extent: RECURRENT extent: METASTATIC`}, `condition: "conditions/fat" course: RELAPSED`, scope.Covers},
		{"a course among extents, not said", []string{`conditions: "conditions/fat" extent: RECURRENT`}, `condition: "conditions/fat"`, scope.InPart},
		{"a course among extents, another course", []string{`conditions: "conditions/fat" extent: RECURRENT`}, `condition: "conditions/fat" course: NEWLY_DIAGNOSED`, scope.Not},
		{"another extent, and a course that may be meant", []string{`conditions: "conditions/fat" extent: METASTATIC course: RELAPSED`}, `condition: "conditions/fat" extent: LOCALIZED course: PROGRESSIVE`, scope.Not},
		{"two courses, of which one may be meant", []string{`conditions: "conditions/fat" course: RELAPSED`}, `condition: "conditions/fat" course: [RELAPSED, PROGRESSIVE]`, scope.CannotTell},
		{"a course among extents, with another extent", []string{`conditions: "conditions/fat" extent: RECURRENT extent: METASTATIC`}, `condition: "conditions/fat" extent: LOCALIZED`, scope.InPart},
		{"locally advanced, metastatic licensed", []string{`conditions: "conditions/fat" extent: METASTATIC`}, `condition: "conditions/fat" extent: LOCALLY_ADVANCED`, scope.Not},
		{"locally advanced is a part of advanced", []string{`conditions: "conditions/fat" extent: LOCALLY_ADVANCED`}, `condition: "conditions/fat" extent: ADVANCED`, scope.InPart},
		{"advanced covers locally advanced", []string{`conditions: "conditions/fat" extent: ADVANCED`}, `condition: "conditions/fat" extent: LOCALLY_ADVANCED`, scope.Covers},
		{"advanced does not cover localized", []string{`conditions: "conditions/fat" extent: ADVANCED`}, `condition: "conditions/fat" extent: LOCALIZED`, scope.Not},
		{"advanced, not said", []string{`conditions: "conditions/fat" extent: ADVANCED`}, `condition: "conditions/fat"`, scope.InPart},
		{"metastatic, of what cannot be removed", []string{`conditions: "conditions/fat" extent: METASTATIC`}, `condition: "conditions/fat" extent: UNRESECTABLE`, scope.InPart},
		{"resectability not said", []string{`conditions: "conditions/fat" resectability: CANNOT_BE_RESECTED`}, `condition: "conditions/fat"`, scope.InPart},
		{"resistant may be progressive", []string{`conditions: "conditions/fat" course: PROGRESSIVE`}, `condition: "conditions/fat" course: RESISTANT`, scope.CannotTell},
		{"controlled is not progressive", []string{`conditions: "conditions/fat" course: PROGRESSIVE`}, `condition: "conditions/fat" course: CONTROLLED`, scope.Not},
		{"relapsed is not resistant", []string{`conditions: "conditions/fat" course: RESISTANT`}, `condition: "conditions/fat" course: RELAPSED`, scope.Not},
		{"resectable is in one place", []string{`conditions: "conditions/fat" extent: METASTATIC`}, `condition: "conditions/fat" extent: RESECTABLE`, scope.Not},
		{"refractory", []string{`conditions: "conditions/fat" course: RESISTANT`}, `condition: "conditions/fat" extent: REFRACTORY`, scope.Covers},
		{"progressive may be relapsed", []string{`conditions: "conditions/fat" course: RELAPSED`}, `condition: "conditions/fat" course: PROGRESSIVE`, scope.CannotTell},
		{"relapsed may be progressive", []string{`conditions: "conditions/fat" course: PROGRESSIVE`}, `condition: "conditions/fat" course: RELAPSED`, scope.CannotTell},
		{"another course", []string{`conditions: "conditions/fat" course: RELAPSED`}, `condition: "conditions/fat" course: NEWLY_DIAGNOSED`, scope.Not},
		{"course not said", []string{`conditions: "conditions/fat" course: RELAPSED`}, `condition: "conditions/fat"`, scope.InPart},
		{"resectability", []string{`conditions: "conditions/fat" resectability: CANNOT_BE_RESECTED`}, `condition: "conditions/fat" resectability: CAN_BE_RESECTED`, scope.Not},
		{"two kinds of resectability, one licensed", []string{`conditions: "conditions/fat" resectability: CANNOT_BE_RESECTED`},
			`condition: "conditions/fat" resectability: [CAN_BE_RESECTED, CANNOT_BE_RESECTED]`, scope.InPart},

		{"second line", []string{`conditions: "conditions/fat" line: LATER`}, `condition: "conditions/fat" line: SECOND`, scope.Covers},
		{"first line", []string{`conditions: "conditions/fat" line: LATER`}, `condition: "conditions/fat" line: FIRST`, scope.Not},
		{"line not said", []string{`conditions: "conditions/fat" line: FIRST`}, `condition: "conditions/fat"`, scope.InPart},
		{"line not said, after another drug", []string{`conditions: "conditions/fat" line: LATER`}, `condition: "conditions/fat" prior_therapies: "drugs/c"`, scope.Covers},
		{"line not said, after either of two", []string{`conditions: "conditions/fat" line: LATER`}, `condition: "conditions/fat" prior_any: ["drugs/a", "drugs/c"]`, scope.Covers},
		{"line not said, after one drug and either of two", []string{`conditions: "conditions/fat" line: LATER`}, `condition: "conditions/fat" prior_therapies: "drugs/b" prior_any: "drugs/c"`, scope.Covers},
		{"later is more than third", []string{`conditions: "conditions/fat" line: THIRD`}, `condition: "conditions/fat" line: LATER`, scope.InPart},
		{"fourth", []string{`conditions: "conditions/fat" line: LATER`}, `condition: "conditions/fat" line: FOURTH`, scope.Covers},

		{"prior therapy of a class", []string{`conditions: "conditions/fat" prior: {all: "classes/outer"}`}, `condition: "conditions/fat" prior_therapies: "drugs/a"`, scope.Covers},
		{"prior therapy of a regimen", []string{`conditions: "conditions/fat" prior: {all: "drugs/a"}`}, `condition: "conditions/fat" prior_therapies: "regimens/ac"`, scope.Covers},
		{"prior therapy not said", []string{`conditions: "conditions/fat" prior: {all: "drugs/a"}`}, `condition: "conditions/fat"`, scope.InPart},
		{"prior therapy, first line", []string{`conditions: "conditions/fat" prior: {all: "drugs/a"}`}, `condition: "conditions/fat" line: FIRST`, scope.Not},
		{"prior therapy in words, first line", []string{`conditions: "conditions/fat" prior: {all: "drugs/a"}`}, `condition: "conditions/fat" line: FIRST prior_therapy_note: "After a."`, scope.CannotTell},
		{"either of two in words", []string{`conditions: "conditions/fat" prior: {all: "drugs/a"}`}, `condition: "conditions/fat" prior_any: "drugs/c" prior_therapy_note: "After a."`, scope.CannotTell},
		{"prior therapy in words, line not said", []string{`conditions: "conditions/fat" line: LATER`}, `condition: "conditions/fat" prior_therapy_note: "After a."`, scope.Covers},
		{"prior therapy in words", []string{`conditions: "conditions/fat" prior: {all: "drugs/a"}`}, `condition: "conditions/fat" prior_therapy_note: "After a."`, scope.CannotTell},
		{"some prior therapy in words", []string{`conditions: "conditions/fat" prior: {any: "drugs/a"}`}, `condition: "conditions/fat" prior_therapy_note: "After a."`, scope.CannotTell},
		{"one of two prior therapies", []string{`conditions: "conditions/fat" prior: {all: ["drugs/a", "drugs/c"]}`}, `condition: "conditions/fat" prior_therapies: "drugs/a"`, scope.InPart},
		{"any of two prior therapies", []string{`conditions: "conditions/fat" prior: {any: ["drugs/a", "drugs/c"]}`}, `condition: "conditions/fat" prior_therapies: "drugs/c"`, scope.Covers},
		{"two of a class", []string{`conditions: "conditions/fat" prior: {any: "classes/inner" at_least: 2}`}, `condition: "conditions/fat" prior_therapies: ["drugs/a", "drugs/b"]`, scope.Covers},
		{"one of a class of two", []string{`conditions: "conditions/fat" prior: {any: "classes/inner" at_least: 2}`}, `condition: "conditions/fat" prior_therapies: ["drugs/a", "drugs/c"]`, scope.InPart},
		{"either of two, both of the class", []string{`conditions: "conditions/fat" prior: {all: "classes/inner"}`}, `condition: "conditions/fat" prior_any: ["drugs/a", "drugs/b"]`, scope.Covers},
		{"either of two, one of the class", []string{`conditions: "conditions/fat" prior: {any: "classes/inner"}`}, `condition: "conditions/fat" prior_any: ["drugs/a", "drugs/c"]`, scope.InPart},
		{"a therapy that the use rules out", []string{`conditions: "conditions/fat" prior: {all: "drugs/a"}`}, `condition: "conditions/fat" prior_none: "classes/inner"`, scope.Not},
		{"a therapy that is ruled out", []string{`conditions: "conditions/fat" prior: {none_of: "classes/inner"}`}, `condition: "conditions/fat" prior_therapies: "drugs/a"`, scope.Not},
		{"a therapy that is ruled out and not mentioned", []string{`conditions: "conditions/fat" prior: {none_of: "drugs/a"}`}, `condition: "conditions/fat"`, scope.Covers},
		{"a class, a drug of which is ruled out", []string{`conditions: "conditions/fat" prior: {none_of: "drugs/a"}`}, `condition: "conditions/fat" prior_therapies: "classes/inner"`, scope.InPart},
		{"first line, for whom it is unsuitable", []string{`conditions: "conditions/fat" prior: {all: "drugs/a" or_unsuitable: true}`}, `condition: "conditions/fat" line: FIRST`, scope.InPart},
		{"ruled out, for whom it is unsuitable", []string{`conditions: "conditions/fat" prior: {any: "drugs/a" or_unsuitable: true}`}, `condition: "conditions/fat" prior_none: "drugs/a"`, scope.InPart},
		{"had, and for whom it is unsuitable", []string{`conditions: "conditions/fat" prior: {all: "drugs/a" or_unsuitable: true}`}, `condition: "conditions/fat" prior_therapies: "drugs/a"`, scope.Covers},
		{"first line, with what is ruled out", []string{`conditions: "conditions/fat" prior: {none_of: "drugs/a"}`}, `condition: "conditions/fat" line: FIRST`, scope.Covers},
		{"some therapy, all of which the use rules out", []string{`conditions: "conditions/fat" prior: {any: ["drugs/a", "drugs/c"]}`}, `condition: "conditions/fat" prior_none: ["classes/inner", "drugs/c"]`, scope.Not},
		{"some therapy, one of which the use rules out", []string{`conditions: "conditions/fat" prior: {any: ["drugs/a", "drugs/c"]}`}, `condition: "conditions/fat" prior_none: "drugs/c"`, scope.InPart},
		{"either of two, both ruled out", []string{`conditions: "conditions/fat" prior: {none_of: "classes/inner"}`}, `condition: "conditions/fat" prior_any: ["drugs/a", "drugs/b"]`, scope.Not},
		{"either of two, one ruled out", []string{`conditions: "conditions/fat" prior: {none_of: "classes/inner"}`}, `condition: "conditions/fat" prior_any: ["drugs/a", "drugs/c"]`, scope.InPart},
		{"words, with a therapy that is ruled out", []string{`conditions: "conditions/fat" prior: {none_of: "drugs/a"}`}, `condition: "conditions/fat" prior_therapy_note: "After c."`, scope.Covers},
		{"a drug, after drug treatment in general", []string{`conditions: "conditions/fat" prior: {all: "procedures/systemic"}`}, `condition: "conditions/fat" prior_therapies: "drugs/a"`, scope.CannotTell},
		{"a drug, without drug treatment in general", []string{`conditions: "conditions/fat" prior: {none_of: "procedures/systemic"}`}, `condition: "conditions/fat" prior_any: "drugs/a"`, scope.CannotTell},
		{"radiation, after drug treatment in general", []string{`conditions: "conditions/fat" prior: {all: "procedures/systemic"}`}, `condition: "conditions/fat" prior_therapies: "procedures/radiation"`, scope.InPart},

		{"a use in combination", []string{`conditions: "conditions/fat"`}, `condition: "conditions/fat" partners: "drugs/a"`, scope.CannotTell},
		{"the licensed partner", []string{`conditions: "conditions/fat" partners: {of: "classes/inner"}`}, `condition: "conditions/fat" partners: "drugs/a"`, scope.Covers},
		{"another partner", []string{`conditions: "conditions/fat" partners: {of: "drugs/a"}`}, `condition: "conditions/fat" partners: "drugs/c"`, scope.Not},
		{"a partner more", []string{`conditions: "conditions/fat" partners: {of: "drugs/a"}`}, `condition: "conditions/fat" partners: ["drugs/a", "drugs/c"]`, scope.CannotTell},
		{"the class of the partner", []string{`conditions: "conditions/fat" partners: {of: "drugs/a"}`}, `condition: "conditions/fat" partners: "classes/outer"`, scope.InPart},
		{"one of two partners", []string{`conditions: "conditions/fat" partners: {match: ALL of: ["drugs/a", "drugs/c"]}`}, `condition: "conditions/fat" partners: "drugs/a"`, scope.Not},
		{"any of two partners", []string{`conditions: "conditions/fat" partners: {match: ANY of: ["drugs/a", "drugs/c"]}`}, `condition: "conditions/fat" partners: "drugs/a"`, scope.Covers},
		{"partner not said", []string{`conditions: "conditions/fat" partners: {of: "drugs/a"}`}, `condition: "conditions/fat"`, scope.InPart},
		{"alone, too", []string{`conditions: "conditions/fat" partners: {of: "drugs/a" or_alone: true}`}, `condition: "conditions/fat"`, scope.Covers},
		{"either partner, one licensed", []string{`conditions: "conditions/fat" partners: {of: "drugs/a"}`}, `condition: "conditions/fat" partners: ["drugs/a", "drugs/c"] partners_match: ANY`, scope.InPart},
		{"one partner and the class of the other", []string{`conditions: "conditions/fat" partners: {match: ALL of: ["drugs/a", "drugs/c"]}`}, `condition: "conditions/fat" partners: ["classes/inner", "drugs/c"]`, scope.InPart},
		{"the class of one of two partners", []string{`conditions: "conditions/fat" partners: {match: ALL of: ["drugs/a", "drugs/c"]}`}, `condition: "conditions/fat" partners: "classes/inner"`, scope.Not},
		{"a drug, with drug treatment in general", []string{`conditions: "conditions/fat" partners: {of: "procedures/systemic"}`}, `condition: "conditions/fat" partners: "drugs/a"`, scope.CannotTell},
		{"drug treatment in general, with a drug", []string{`conditions: "conditions/fat" partners: {of: "drugs/a"}`}, `condition: "conditions/fat" partners: "procedures/systemic"`, scope.CannotTell},
		{"a drug, with radiation", []string{`conditions: "conditions/fat" partners: {of: "procedures/radiation"}`}, `condition: "conditions/fat" partners: "drugs/a"`, scope.Not},
		{"radiation, with drug treatment in general", []string{`conditions: "conditions/fat" partners: {of: "procedures/systemic"}`}, `condition: "conditions/fat" partners: "procedures/radiation"`, scope.Not},
		{"a regimen, all of whose components are licensed", []string{`conditions: "conditions/fat" partners: {match: ALL of: ["drugs/a", "drugs/b", "procedures/radiation"]}`}, `condition: "conditions/fat" partners: "regimens/abc"`, scope.Covers},
		{"a regimen, one of whose components is licensed", []string{`conditions: "conditions/fat" partners: {of: "drugs/a"}`}, `condition: "conditions/fat" partners: "regimens/abc"`, scope.CannotTell},
		{"a regimen that the license names", []string{`conditions: "conditions/fat" partners: {of: "regimens/abc"}`}, `condition: "conditions/fat" partners: "regimens/abc"`, scope.Covers},
		{"the drugs of a regimen that the license names", []string{`conditions: "conditions/fat" partners: {match: ALL of: "regimens/abc"}`}, `name: "drugs/a/uses/it" condition: "conditions/fat" partners: ["drugs/b", "procedures/proton-beam"]`, scope.Covers},
		{"one of the drugs of a regimen that the license names", []string{`conditions: "conditions/fat" partners: {match: ALL of: "regimens/abc"}`}, `name: "drugs/a/uses/it" condition: "conditions/fat" partners: "drugs/b"`, scope.Not},
		{"another of the drugs of a regimen that the license names", []string{`conditions: "conditions/fat" partners: {match: ALL of: "regimens/abc"}`}, `name: "drugs/a/uses/it" condition: "conditions/fat" partners: "procedures/proton-beam"`, scope.Not},
		{"the drugs of a regimen that the license names, and one more", []string{`conditions: "conditions/fat" partners: {match: ALL of: "regimens/abc"}`}, `name: "drugs/a/uses/it" condition: "conditions/fat" partners: ["drugs/b", "procedures/proton-beam", "drugs/d"]`, scope.CannotTell},
		{"a regimen that has another drug than that which the license names", []string{`conditions: "conditions/fat" partners: {match: ALL of: "regimens/ac"}`}, `name: "drugs/d/uses/it" condition: "conditions/fat" partners: "drugs/b"`, scope.Not},
		{"a regimen of which the drug is a component", []string{`conditions: "conditions/fat" partners: {match: ALL of: ["drugs/b", "procedures/radiation"]}`}, `name: "drugs/a/uses/it" condition: "conditions/fat" partners: "regimens/abc"`, scope.Covers},
		{"a form of a procedure", []string{`conditions: "conditions/fat" partners: {of: "procedures/radiation"}`}, `condition: "conditions/fat" partners: "procedures/proton-beam"`, scope.Covers},

		{"no age", []string{`conditions: "conditions/fat" age: {from: "18"}`}, `condition: "conditions/fat"`, scope.Covers},
		{"a child, no age in the license", []string{`conditions: "conditions/fat"`}, `condition: "conditions/fat" age: {from: "10" below: "11"}`, scope.CannotTell},
		{"a child, adults licensed", []string{`conditions: "conditions/fat" age: {from: "18"}`}, `condition: "conditions/fat" age: {from: "10" below: "11"}`, scope.Not},
		{"from 12, adults licensed", []string{`conditions: "conditions/fat" age: {from: "18"}`}, `condition: "conditions/fat" age: {from: "12"}`, scope.InPart},
		{"adults, up to 30 licensed", []string{`conditions: "conditions/fat" age: {from: "2" below: "31"}`}, `condition: "conditions/fat"`, scope.InPart},
		{"the age above the licensed one", []string{`conditions: "conditions/fat" age: {below: "12"}`}, `condition: "conditions/fat" age: {from: "12"}`, scope.Not},
		{"the age below the licensed one", []string{`conditions: "conditions/fat" age: {from: "12"}`}, `condition: "conditions/fat" age: {from: "0" below: "12"}`, scope.Not},
		{"maturity said, not licensed", []string{`conditions: "conditions/fat" age: {from: "12"}`}, `condition: "conditions/fat" age: {from: "12" requires: "mature"}`, scope.Covers},
		{"maturity not said, too young", []string{`conditions: "conditions/fat" age: {from: "12" requires: "mature"}`}, `condition: "conditions/fat" age: {from: "6" below: "8"}`, scope.Not},
		{"months", []string{`conditions: "conditions/fat" age: {from: "1" unit: "mo"}`}, `condition: "conditions/fat" age: {from: "8" unit: "wk"}`, scope.Covers},
		{"two ranges together", []string{`conditions: "conditions/fat" age: {from: "18"}`, `conditions: "conditions/fat" age: {from: "12" below: "18"}`}, `condition: "conditions/fat" age: {from: "12"}`, scope.Covers},
		{"maturity not said", []string{`conditions: "conditions/fat" age: {from: "12" requires: "mature"}`}, `condition: "conditions/fat" age: {from: "13" below: "14"}`, scope.CannotTell},
		{"maturity said", []string{`conditions: "conditions/fat" age: {from: "12" requires: "mature"}`}, `condition: "conditions/fat" age: {from: "12" requires: "Mature"}`, scope.Covers},

		{"underlying", []string{`conditions: "conditions/fat" underlying: "conditions/tumor"`}, `condition: "conditions/fat" underlying: "conditions/sarcoma"`, scope.Covers},
		{"underlying not said", []string{`conditions: "conditions/fat" underlying: "conditions/tumor"`}, `condition: "conditions/fat"`, scope.InPart},
		{"another underlying", []string{`conditions: "conditions/fat" underlying: "conditions/fat"`}, `condition: "conditions/fat" underlying: "conditions/stromal"`, scope.Not},
		{"a broader underlying", []string{`conditions: "conditions/fat" underlying: "conditions/fat"`}, `condition: "conditions/fat" underlying: "conditions/sarcoma"`, scope.InPart},
		{"intent", []string{`conditions: "conditions/fat" intent: CURATIVE`}, `condition: "conditions/fat" intent: PALLIATIVE`, scope.Not},
		{"timing", []string{`conditions: "conditions/fat" timing: AFTER_SURGERY`}, `condition: "conditions/fat" timing: [BEFORE_SURGERY, AFTER_SURGERY]`, scope.InPart},
		{"timing not said", []string{`conditions: "conditions/fat" timing: AFTER_SURGERY`}, `condition: "conditions/fat"`, scope.InPart},

		{"biomarker", []string{one(`FUSION`)}, used(`target: "targets/one" alteration: FUSION`), scope.Covers},
		{"biomarker not said", []string{one(`FUSION`)}, `condition: "conditions/fat"`, scope.InPart},
		{"another gene", []string{one(`FUSION`)}, used(`target: "targets/two" alteration: FUSION`), scope.InPart},
		{"another alteration", []string{one(`FUSION`)}, used(`target: "targets/one" alteration: MUTATION`), scope.Not},
		{"an alteration that says nothing", []string{one(`MUTATION`)}, used(`target: "targets/one" alteration: EXPRESSION`), scope.InPart},
		{"a rearrangement, fusions among them", []string{one(`REARRANGEMENT`)}, used(`target: "targets/one" alteration: FUSION`), scope.Covers},
		{"a fusion, of rearrangements", []string{one(`FUSION`)}, used(`target: "targets/one" alteration: REARRANGEMENT`), scope.InPart},
		{"lost and expressed", []string{one(`EXPRESSION`)}, used(`target: "targets/one" alteration: LOSS`), scope.Not},
		{"absent", []string{one(`FUSION presence: ABSENT`)}, used(`target: "targets/one" alteration: FUSION`), scope.Not},
		{"absent in the use", []string{one(`FUSION`)}, used(`target: "targets/one" alteration: FUSION presence: ABSENT`), scope.Not},
		{"absent in both", []string{one(`FUSION presence: ABSENT`)}, used(`target: "targets/one" alteration: FUSION presence: ABSENT`), scope.Covers},
		{"one variant absent", []string{one(`MUTATION presence: ABSENT variant: "D842V"`)}, used(`target: "targets/one" alteration: MUTATION`), scope.InPart},
		{"another alteration absent", []string{one(`FUSION`)}, used(`target: "targets/one" alteration: MUTATION presence: ABSENT`), scope.InPart},
		{"wild type is without mutation", []string{one(`MUTATION`)}, used(`target: "targets/one" alteration: WILD_TYPE`), scope.Not},
		{"wild type in both", []string{one(`WILD_TYPE`)}, used(`target: "targets/one" alteration: MUTATION presence: ABSENT`), scope.Covers},
		{"no wild type is a mutation", []string{one(`MUTATION`)}, used(`target: "targets/one" alteration: WILD_TYPE presence: ABSENT`), scope.Covers},
		{"a group of variants absent", []string{one(`MUTATION presence: ABSENT variant: "D842V" variant_of: "exon 18"`)},
			used(`target: "targets/one" alteration: MUTATION presence: ABSENT variant: "exon 18"`), scope.Covers},
		{"a variant", []string{one(`MUTATION variant: "exon 18"`)}, used(`target: "targets/one" alteration: MUTATION variant: "D842V" variant_of: "exon 18"`), scope.Covers},
		{"a variant of no known group", []string{one(`MUTATION variant: "exon 18"`)}, used(`target: "targets/one" alteration: MUTATION variant: "D842V"`), scope.CannotTell},
		{"a variant of another group", []string{one(`MUTATION variant: "exon 18"`)}, used(`target: "targets/one" alteration: MUTATION variant: "V561D" variant_of: "exon 12"`), scope.Not},
		{"a group, one variant licensed", []string{one(`MUTATION variant: "D842V" variant_of: "exon 18"`)}, used(`target: "targets/one" alteration: MUTATION variant: "exon 18"`), scope.InPart},
		{"no variant, one licensed", []string{one(`MUTATION variant: "D842V"`)}, used(`target: "targets/one" alteration: MUTATION`), scope.InPart},
		{"a group elsewhere", []string{one(`MUTATION variant: "D842V" variant_of: "exon 18"`)}, used(`target: "targets/one" alteration: MUTATION variant: "exon 12"`), scope.Not},
		{"another variant", []string{one(`MUTATION variant: "D842V"`)}, used(`target: "targets/one" alteration: MUTATION variant: "N848K"`), scope.Not},
		{"a variant of the group, and another one absent", []string{one(`MUTATION variant: "exon 18"`)},
			used(`target: "targets/one" alteration: MUTATION variant: "exon 18"} biomarkers: {target: "targets/one" alteration: MUTATION presence: ABSENT variant: "D842V" variant_of: "exon 18"`), scope.Covers},
		{"the group, and the licensed variant absent", []string{one(`MUTATION variant: "D842V" variant_of: "exon 18"`)},
			used(`target: "targets/one" alteration: MUTATION variant: "exon 18"} biomarkers: {target: "targets/one" alteration: MUTATION presence: ABSENT variant: "D842V"`), scope.Not},
		{"one variant of the licensed group absent", []string{one(`MUTATION variant: "exon 18"`)}, used(`target: "targets/one" alteration: MUTATION presence: ABSENT variant: "D842V" variant_of: "exon 18"`), scope.InPart},
		{"a variant of no known group absent", []string{one(`MUTATION variant: "exon 18"`)}, used(`target: "targets/one" alteration: MUTATION presence: ABSENT variant: "D842V"`), scope.CannotTell},
		{"the group of the licensed variant absent", []string{one(`MUTATION variant: "D842V" variant_of: "exon 18"`)}, used(`target: "targets/one" alteration: MUTATION presence: ABSENT variant: "exon 18"`), scope.Not},
		{"another variant absent", []string{one(`MUTATION variant: "D842V"`)}, used(`target: "targets/one" alteration: MUTATION presence: ABSENT variant: "V561D"`), scope.InPart},
		{"a group of variants, one absent in the use", []string{one(`MUTATION presence: ABSENT variant: "exon 18"`)}, used(`target: "targets/one" alteration: MUTATION presence: ABSENT variant: "D842V" variant_of: "exon 18"`), scope.InPart},
		{"other variants absent in both", []string{one(`MUTATION presence: ABSENT variant: "D842V"`)}, used(`target: "targets/one" alteration: MUTATION presence: ABSENT variant: "V561D"`), scope.InPart},
		{"a fusion absent, a rearrangement licensed", []string{one(`REARRANGEMENT`)}, used(`target: "targets/one" alteration: FUSION presence: ABSENT`), scope.InPart},
		{"a rearrangement absent, a fusion licensed", []string{one(`FUSION`)}, used(`target: "targets/one" alteration: REARRANGEMENT presence: ABSENT`), scope.Not},
		{"a family without alterations, a member licensed", []string{one(`FUSION`)}, used(`target: "targets/family" alteration: FUSION presence: ABSENT`), scope.Not},
		{"not inherited, and in the tumor", []string{one(`MUTATION`)}, used(`target: "targets/one" alteration: MUTATION presence: ABSENT origin: GERMLINE`), scope.InPart},
		{"two variants, one licensed", []string{one(`MUTATION variant: "D842V"`)},
			used(`target: "targets/one" alteration: MUTATION variant: "D842V"} biomarkers: {target: "targets/one" alteration: MUTATION variant: "N848K"`), scope.Covers},
		{"inherited", []string{one(`MUTATION origin: GERMLINE`)}, used(`target: "targets/one" alteration: MUTATION origin: SOMATIC`), scope.Not},
		{"inherited, not said", []string{one(`MUTATION origin: GERMLINE`)}, used(`target: "targets/one" alteration: MUTATION`), scope.InPart},
		{"neither inherited nor acquired, an inherited one licensed", []string{one(`MUTATION origin: GERMLINE`)}, used(`target: "targets/one" alteration: MUTATION presence: ABSENT`), scope.Not},
		{"not acquired, an inherited one licensed", []string{one(`MUTATION origin: GERMLINE`)}, used(`target: "targets/one" alteration: MUTATION presence: ABSENT origin: SOMATIC`), scope.InPart},
		{"neither inherited nor acquired, an inherited one excluded", []string{one(`MUTATION origin: GERMLINE presence: ABSENT`)}, used(`target: "targets/one" alteration: MUTATION presence: ABSENT`), scope.Covers},
		{"excluded, and inherited in the use", []string{one(`MUTATION presence: ABSENT`)}, used(`target: "targets/one" alteration: MUTATION origin: GERMLINE`), scope.Not},
		{"excluded, and not inherited in the use", []string{one(`MUTATION presence: ABSENT`)}, used(`target: "targets/one" alteration: MUTATION presence: ABSENT origin: GERMLINE`), scope.CannotTell},
		{"inherited in the use", []string{one(`MUTATION`)}, used(`target: "targets/one" alteration: MUTATION origin: GERMLINE`), scope.CannotTell},
		{"a member of a family", []string{`conditions: "conditions/fat" biomarkers: {of: {target: "targets/family" alteration: FUSION}}`}, used(`target: "targets/two" alteration: FUSION`), scope.Covers},
		{"a family, one member licensed", []string{one(`FUSION`)}, used(`target: "targets/family" alteration: FUSION`), scope.InPart},
		{"a family, all members licensed", []string{`conditions: "conditions/fat" biomarkers: {match: ANY of: {target: "targets/one" alteration: FUSION} of: {target: "targets/two" alteration: FUSION}}`},
			used(`target: "targets/family" alteration: FUSION`), scope.Covers},
		{"a family, whose members are all needed", []string{`conditions: "conditions/fat" biomarkers: {match: ALL of: {target: "targets/one" alteration: FUSION} of: {target: "targets/two" alteration: FUSION}}`},
			used(`target: "targets/family" alteration: FUSION`), scope.InPart},
		{"a family, of one member only a variant licensed", []string{`conditions: "conditions/fat" biomarkers: {match: ANY of: {target: "targets/one" alteration: FUSION variant: "A-B"} of: {target: "targets/two" alteration: FUSION}}`},
			used(`target: "targets/family" alteration: FUSION`), scope.InPart},
		{"a gene that is no family, others licensed", []string{`conditions: "conditions/fat" biomarkers: {match: ANY of: {target: "targets/one" alteration: FUSION} of: {target: "targets/two" alteration: FUSION}}`},
			used(`target: "targets/plain" alteration: FUSION`), scope.InPart},
		{"a member of a family in a family", []string{`conditions: "conditions/fat" biomarkers: {of: {target: "targets/families" alteration: FUSION}}`}, used(`target: "targets/two" alteration: FUSION`), scope.Covers},
		{"no member of a family in a family", []string{`conditions: "conditions/fat" biomarkers: {of: {target: "targets/families" alteration: FUSION}}`}, used(`target: "targets/none" alteration: FUSION`), scope.InPart},
		{"all of two", []string{`conditions: "conditions/fat" biomarkers: {match: ALL of: {target: "targets/one" alteration: FUSION} of: {target: "targets/two" alteration: LOSS}}`},
			used(`target: "targets/one" alteration: FUSION`), scope.InPart},
		{"either of two, one licensed", []string{one(`FUSION`)},
			`condition: "conditions/fat" biomarkers: {target: "targets/one" alteration: FUSION} biomarkers: {target: "targets/one" alteration: MUTATION} biomarkers_match: ANY`, scope.InPart},

		{"two that do not tell", []string{`conditions: "conditions/sarcoma" course: RELAPSED`}, `condition: "conditions/stromal"`, scope.CannotTell},
		{"a license that covers beside one that does not tell", []string{`conditions: "conditions/sarcoma"`, `conditions: "conditions/stromal"`}, `condition: "conditions/stromal"`, scope.Covers},
	} {
		t.Run(c.name, func(t *testing.T) {
			var scopes []*compendiumv1.Scope
			for _, text := range c.scopes {
				scopes = append(scopes, parse(t, text, &compendiumv1.Scope{}))
			}
			use := parse(t, c.use, &compendiumv1.Use{})
			before := proto.CloneOf(use)
			got := scope.Compare(scopes, use, func(name string) proto.Message { return records[name] })
			if got.Coverage != c.want {
				t.Errorf("%s, limited by %v, want %s", got.Coverage, got.Limits, c.want)
			}
			if !proto.Equal(before, use) {
				t.Error("the use was changed")
			}
			// A license more never uncovers a use.
			wider := append(slices.Clone(scopes), &compendiumv1.Scope{Conditions: []string{use.Condition}})
			more := scope.Compare(wider, use, func(name string) proto.Message { return records[name] })
			if got.Coverage == scope.Covers && more.Coverage != scope.Covers {
				t.Errorf("%s with a wider license", more.Coverage)
			}
		})
	}
}

// one returns a scope with one biomarker of a gene.
func one(alteration string) string {
	return `conditions: "conditions/fat" biomarkers: {of: {target: "targets/one" alteration: ` + alteration + `}}`
}

// used returns a use with one biomarker.
func used(biomarker string) string {
	return `condition: "conditions/fat" biomarkers: {` + biomarker + `}`
}

func parse[M proto.Message](t *testing.T, text string, into M) M {
	t.Helper()
	if err := prototext.Unmarshal([]byte(text), into); err != nil {
		t.Fatal(err)
	}
	return into
}

func TestVerdict(t *testing.T) {
	scopes := []*compendiumv1.Scope{
		parse(t, `conditions: "conditions/fat" line: FIRST rest: "In words."`, &compendiumv1.Scope{}),
		parse(t, `conditions: "conditions/stromal" age: {from: "70"} rest: "Other words."`, &compendiumv1.Scope{}),
	}
	got := scope.Compare(scopes, parse(t, `condition: "conditions/fat" line: FIRST`, &compendiumv1.Use{}),
		func(name string) proto.Message { return records[name] })
	if got.Coverage != scope.Covers || !slices.Equal(got.Rest, []string{"In words."}) || len(got.Limits) != 0 ||
		!slices.Contains(got.Judged, compendiumv1.Label_LINE) {
		t.Errorf("got %+v", got)
	}
	// Alternatives that cover as much each say what keeps them from covering more.
	got = scope.Compare([]*compendiumv1.Scope{
		parse(t, `conditions: "conditions/fat" line: FIRST rest: "In words."`, &compendiumv1.Scope{}),
		parse(t, `conditions: "conditions/fat" course: RELAPSED rest: "Other words."`, &compendiumv1.Scope{}),
	}, parse(t, `condition: "conditions/fat"`, &compendiumv1.Use{}), func(name string) proto.Message { return records[name] })
	if got.Coverage != scope.InPart || !slices.Equal(got.Rest, []string{"In words.", "Other words."}) ||
		!slices.Equal(got.Limits,
			[]compendiumv1.Label_Dimension{compendiumv1.Label_DISEASE_STATE, compendiumv1.Label_LINE}) {
		t.Errorf("got %+v", got)
	}
	if scope.InPart.String() != "IN_PART" {
		t.Errorf("InPart is %s", scope.InPart)
	}
}

// TestJudged checks that a dimension is judged if license or use states something in it, and not otherwise.
func TestJudged(t *testing.T) {
	for _, c := range []struct {
		dimension      compendiumv1.Label_Dimension
		licensed, used string
		neverByUse     bool // what the use alone says is not compared
		limits         bool // what the license says limits a use that says nothing
	}{
		{dimension: compendiumv1.Label_DISEASE_STATE, licensed: `extent: METASTATIC`, used: `extent: LOCALIZED`, limits: true},
		{dimension: compendiumv1.Label_DISEASE_STATE, licensed: `course: RELAPSED`, used: `course: RELAPSED`, limits: true},
		{dimension: compendiumv1.Label_DISEASE_STATE, licensed: `resectability: CANNOT_BE_RESECTED`, used: `resectability: CAN_BE_RESECTED`, limits: true},
		{dimension: compendiumv1.Label_LINE, licensed: `line: FIRST`, used: `line: SECOND`, limits: true},
		{dimension: compendiumv1.Label_PRIOR_THERAPY, licensed: `prior: {all: "drugs/a"}`, used: `prior_none: "drugs/a"`, limits: true},
		{dimension: compendiumv1.Label_PRIOR_THERAPY, licensed: `prior: {all: "drugs/b"}`, used: `prior_therapies: "drugs/a" prior_any: "drugs/c"`, limits: true},
		{dimension: compendiumv1.Label_PRIOR_THERAPY, licensed: `prior: {none_of: "drugs/a"}`, used: `prior_therapy_note: "After c."`},
		{dimension: compendiumv1.Label_BIOMARKER, licensed: `biomarkers: {of: {target: "targets/one" alteration: LOSS}}`, used: `biomarkers: {target: "targets/one" alteration: LOSS}`, limits: true},
		{dimension: compendiumv1.Label_BIOMARKER, licensed: `biomarkers: {match: ANY of: {target: "targets/one" alteration: LOSS} of: {target: "targets/two" alteration: LOSS}}`,
			used: `biomarkers: {target: "targets/family" alteration: LOSS}`, limits: true},
		{dimension: compendiumv1.Label_PARTNER, licensed: `partners: {of: "drugs/a"}`, used: `partners: "drugs/a"`, limits: true},
		{dimension: compendiumv1.Label_PARTNER, licensed: `partners: {of: "drugs/a" or_alone: true}`, used: `partners: "drugs/a"`},
		{dimension: compendiumv1.Label_AGE, licensed: `age: {from: "60"}`, used: `age: {from: "18"}`, limits: true},
		{dimension: compendiumv1.Label_AGE, licensed: `age: {from: "18"}`, used: `age: {from: "6"}`},
		{dimension: compendiumv1.Label_UNDERLYING_CONDITION, licensed: `underlying: "conditions/tumor"`, used: `underlying: "conditions/tumor"`, limits: true},
		{dimension: compendiumv1.Label_INTENT, licensed: `intent: CURATIVE`, used: `intent: CURATIVE`, neverByUse: true, limits: true},
		{dimension: compendiumv1.Label_INTENT, licensed: `timing: MAINTENANCE`, used: `timing: MAINTENANCE`, neverByUse: true, limits: true},
	} {
		t.Run(c.licensed, func(t *testing.T) {
			const condition = ` condition: "conditions/fat"`
			compare := func(license, use string) scope.Verdict {
				return scope.Compare([]*compendiumv1.Scope{parse(t, license+` conditions: "conditions/fat"`, &compendiumv1.Scope{})},
					parse(t, use+condition, &compendiumv1.Use{}), func(name string) proto.Message { return records[name] })
			}
			for _, got := range []struct {
				judged scope.Verdict
				want   bool
			}{{compare("", ""), false}, {compare(c.licensed, ""), true}, {compare("", c.used), !c.neverByUse},
				{compare(c.licensed, c.used), true}} {
				if slices.Contains(got.judged.Judged, c.dimension) != got.want ||
					!slices.Contains(got.judged.Judged, compendiumv1.Label_CONDITION) {
					t.Errorf("judged %v, want %s: %t", got.judged.Judged, c.dimension, got.want)
				}
			}
			if got := compare(c.licensed, ""); slices.Contains(got.Limits, c.dimension) != c.limits {
				t.Errorf("limited by %v", got.Limits)
			}
		})
	}
	for _, license := range []string{`conditions: "conditions/fat"`, `conditions: "conditions/sarcoma" except: "conditions/stromal"`} {
		got := scope.Compare([]*compendiumv1.Scope{parse(t, license, &compendiumv1.Scope{})},
			parse(t, `condition: "conditions/stromal"`, &compendiumv1.Use{}), func(name string) proto.Message { return records[name] })
		if !slices.Equal(got.Judged, []compendiumv1.Label_Dimension{compendiumv1.Label_CONDITION}) ||
			!slices.Equal(got.Limits, got.Judged) {
			t.Errorf("%s: judged %v, limited by %v", license, got.Judged, got.Limits)
		}
	}
}

// TestOf checks that a license for exactly a use covers it, and no use that says less.
func TestOf(t *testing.T) {
	use := parse(t, `condition: "conditions/fat" extent: METASTATIC resectability: CANNOT_BE_RESECTED course: RELAPSED line: SECOND
		prior_therapies: "drugs/a" prior_any: ["drugs/b", "drugs/c"] biomarkers: {target: "targets/one" alteration: LOSS}
		partners: "drugs/c" age: {from: "60"} underlying: "conditions/tumor" intent: PALLIATIVE timing: MAINTENANCE`, &compendiumv1.Use{})
	compare := func(license, use *compendiumv1.Use) scope.Coverage {
		return scope.Compare([]*compendiumv1.Scope{scope.Of(license)}, use,
			func(name string) proto.Message { return records[name] }).Coverage
	}
	if got := compare(use, use); got != scope.Covers {
		t.Errorf("its own license: %s", got)
	}
	fields := use.ProtoReflect().Descriptor().Fields()
	for i := range fields.Len() {
		if less := proto.CloneOf(use); use.ProtoReflect().Has(fields.Get(i)) {
			less.ProtoReflect().Clear(fields.Get(i))
			if got := compare(use, less); got == scope.Covers {
				t.Errorf("without %s: %s", fields.Get(i).Name(), got)
			}
		}
	}
	plain := &compendiumv1.Use{Condition: "conditions/fat"}
	if got := scope.Of(plain); !proto.Equal(got, &compendiumv1.Scope{Conditions: []string{"conditions/fat"}}) {
		t.Errorf("of a use that states the condition alone: %v", got)
	}
	either := parse(t, `condition: "conditions/fat" partners: ["drugs/a", "drugs/c"] partners_match: ANY prior_none: "drugs/b"`, &compendiumv1.Use{})
	of := scope.Of(either)
	if of.Partners.Match != compendiumv1.Match_ANY || !slices.Equal(of.Prior.NoneOf, []string{"drugs/b"}) {
		t.Errorf("of a use with either partner: %v", of)
	}
}

// TestManyAlternatives checks that a use of very many alternatives is compared as a whole where it would be split into
// too many: that it is given with one of its partners is then not told apart from all of them.
func TestManyAlternatives(t *testing.T) {
	license := []*compendiumv1.Scope{{Conditions: []string{"conditions/fat"},
		Partners: &compendiumv1.Scope_Partners{Of: []string{"drugs/p0"}}}}
	for markers, want := range map[int]scope.Coverage{2: scope.InPart, 16: scope.InPart, 17: scope.CannotTell} {
		use := &compendiumv1.Use{Condition: "conditions/fat", BiomarkersMatch: compendiumv1.Match_ANY,
			PartnersMatch: compendiumv1.Match_ANY}
		for i := range markers {
			use.Biomarkers = append(use.Biomarkers, &compendiumv1.Biomarker{Target: fmt.Sprintf("targets/t%d", i),
				Alteration: compendiumv1.Biomarker_MUTATION})
		}
		for i := range 16 {
			use.Partners = append(use.Partners, fmt.Sprintf("drugs/p%d", i))
		}
		verdict := scope.Compare(license, use, func(name string) proto.Message { return records[name] })
		if verdict.Coverage != want {
			t.Errorf("%d biomarkers, 16 partners: %s, want %s", markers, verdict.Coverage, want)
		}
	}
}
