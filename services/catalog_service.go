package services

import (
	"context"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

// catalogMethods answer CatalogService.
var catalogMethods = map[string]method{
	"GetCatalog":      answer(getCatalog),
	"GetDrug":         get[compendiumv1.GetDrugRequest](catalog.Drugs),
	"ListDrugs":       list[compendiumv1.ListDrugsRequest](catalog.Drugs),
	"GetDrugClass":    get[compendiumv1.GetDrugClassRequest](catalog.Classes),
	"ListDrugClasses": list[compendiumv1.ListDrugClassesRequest](catalog.Classes),
	"GetRegimen":      get[compendiumv1.GetRegimenRequest](catalog.Regimens),
	"ListRegimens":    list[compendiumv1.ListRegimensRequest](catalog.Regimens),
	"GetProcedure":    get[compendiumv1.GetProcedureRequest](catalog.Procedures),
	"ListProcedures":  list[compendiumv1.ListProceduresRequest](catalog.Procedures),
	"GetCondition":    get[compendiumv1.GetConditionRequest](catalog.Conditions),
	"ListConditions":  list[compendiumv1.ListConditionsRequest](catalog.Conditions),
	"GetTarget":       get[compendiumv1.GetTargetRequest](catalog.Targets),
	"ListTargets":     list[compendiumv1.ListTargetsRequest](catalog.Targets),
	"GetTrial":        get[compendiumv1.GetTrialRequest](catalog.Trials),
	"ListTrials":      list[compendiumv1.ListTrialsRequest](catalog.Trials),
	"GetRegulator":    get[compendiumv1.GetRegulatorRequest](catalog.Regulators),
	"ListRegulators":  list[compendiumv1.ListRegulatorsRequest](catalog.Regulators),
	"GetSource":       get[compendiumv1.GetSourceRequest](catalog.Sources),
	"ListSources":     list[compendiumv1.ListSourcesRequest](catalog.Sources),
	"BatchGetDrugs":   answer(batchGetDrugs),
	"LookupDrugs":     answer(lookupDrugs),
	"ListUses":        answer(listUses),
	"SearchCatalog":   answer(searchCatalog),
}

// get answers a standard Get (AIP-131) with the record's bytes.
func get[T any, Request interface {
	*T
	proto.Message
	GetName() string
}](kind catalog.Kind) method {
	return answer(func(_ context.Context, now *serving, request Request) (any, error) {
		table := now.Image.Table(kind)
		i, ok := table.Find(request.GetName())
		if !ok {
			return nil, notFound(nearestName(now, kind, request.GetName()), request.GetName())
		}
		return encode(table.Record(i)), nil
	})
}

func nearestName(now *serving, kind catalog.Kind, name string) string {
	table := now.Image.Table(kind)
	names := make([]string, table.Len())
	for i := range names {
		names[i] = table.Name(i)
	}
	nearest, ok := catalog.Nearest(name, names)
	if !ok {
		return ""
	}
	return nearest
}

// batchGetDrugs answers by AIP-231: all or none, in the order asked.
func batchGetDrugs(_ context.Context, now *serving, request *compendiumv1.BatchGetDrugsRequest) (any, error) {
	table := now.Image.Table(catalog.Drugs)
	parts := make([][]byte, 0, len(request.Names)+1)
	var missing []string
	for _, name := range request.Names {
		i, ok := table.Find(name)
		if !ok {
			missing = append(missing, name)
			continue
		}
		parts = append(parts, table.Frames(i, i+1))
	}
	if len(missing) > 0 {
		nearest := ""
		if len(missing) == 1 {
			nearest = nearestName(now, catalog.Drugs, missing[0])
		}
		return nil, notFound(nearest, missing...)
	}
	rest, err := proto.Marshal(&compendiumv1.BatchGetDrugsResponse{CatalogVersion: now.Image.Version()})
	if err != nil {
		return nil, err
	}
	return encode(append(parts, rest)...), nil
}

func lookupDrugs(_ context.Context, now *serving, request *compendiumv1.LookupDrugsRequest) (any, error) {
	response := &compendiumv1.LookupDrugsResponse{CatalogVersion: now.Image.Version()}
	for _, key := range request.Keys {
		response.Results = append(response.Results, &compendiumv1.LookupDrugsResponse_Result{Key: key, Drugs: now.Image.Lookup(key.System, key.Value)})
	}
	return response, nil
}

// maxLoadFindings is how many findings of refused content GetCatalog gives.
const maxLoadFindings = 100

func getCatalog(_ context.Context, now *serving, _ *compendiumv1.GetCatalogRequest) (any, error) {
	summary := validate.Summarize(now.Findings, now.Statistics)
	state := &compendiumv1.Catalog{
		Name: "catalog", Version: now.Image.Version(), Digest: now.Image.Digest(), AsOf: string(now.Image.AsOf()), Source: now.Source,
		Findings:           &compendiumv1.FindingCounts{Errors: int32(summary.Errors), Warnings: int32(summary.Warnings), Infos: int32(summary.Infos)},
		Gaps:               int32(now.Statistics.Gaps),
		UnpinnedCitations:  int32(now.Statistics.UnpinnedCitations),
		ClinicallyReviewed: int32(now.Statistics.ClinicallyReviewed),
		LoadState:          compendiumv1.Catalog_CURRENT,
	}
	for _, kind := range catalog.Kinds() {
		state.Counts = append(state.Counts, &compendiumv1.Catalog_CollectionCount{Collection: kind.String(), Records: int32(now.Image.Table(kind).Len())})
	}
	if now.refused != nil {
		state.LoadState = compendiumv1.Catalog_LAST_GOOD
		state.RefusedDigest = now.refused.Digest
		state.LoadFindings = refusalFindings(now.refused)
	}
	return state, nil
}

// refusalFindings gives the findings of refused content, or the failure to read it as one.
func refusalFindings(refused *Refusal) []*compendiumv1.Finding {
	var errors []validate.Finding
	for _, f := range refused.Findings {
		if f.Severity == validate.Error && len(errors) < maxLoadFindings {
			errors = append(errors, f)
		}
	}
	if len(errors) == 0 && refused.Err != nil {
		return []*compendiumv1.Finding{{Severity: compendiumv1.Severity_ERROR, Message: refused.Err.Error()}}
	}
	return findingMessages(errors)
}
