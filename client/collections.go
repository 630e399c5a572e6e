package client

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// collection holds the calls that read one collection.
type collection struct {
	// message is the type of its records.
	message protoreflect.FullName
	get     func(ctx context.Context, conn grpc.ClientConnInterface, name, version string) (proto.Message, error)
	list    func(ctx context.Context, conn grpc.ClientConnInterface, version, token string) (page []proto.Message,
		next string, err error)
}

// pageSize is the number of records requested per page.
const pageSize = 500

type page interface {
	proto.Message
	GetNextPageToken() string
}

// of returns the collection that is read by these calls of the generated client.
func of[Record proto.Message, Response page](
	get func(api, context.Context, string, string) (Record, error),
	list func(api, context.Context, string, string) (Response, error),
	records func(Response) []Record,
) collection {
	var zero Record
	return collection{
		message: zero.ProtoReflect().Descriptor().FullName(),
		get: func(ctx context.Context, conn grpc.ClientConnInterface, name, version string) (proto.Message, error) {
			record, err := get(compendiumv1.NewCatalogServiceClient(conn), ctx, name, version)
			if err != nil {
				return nil, err
			}
			return record, nil
		},
		list: func(ctx context.Context, conn grpc.ClientConnInterface, version, token string) ([]proto.Message, string,
			error) {
			response, err := list(compendiumv1.NewCatalogServiceClient(conn), ctx, version, token)
			if err != nil {
				return nil, "", err
			}
			var all []proto.Message
			for _, record := range records(response) {
				all = append(all, record)
			}
			return all, response.GetNextPageToken(), nil
		},
	}
}

type api = compendiumv1.CatalogServiceClient

// collections maps names to collections.
var collections = map[string]collection{
	"drugs": of(
		func(s api, ctx context.Context, name, version string) (*compendiumv1.Drug, error) {
			return s.GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: name, Version: version})
		},
		func(s api, ctx context.Context, version, token string) (*compendiumv1.ListDrugsResponse, error) {
			return s.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{PageSize: pageSize, PageToken: token, Version: version,
				Consistent: true})
		},
		(*compendiumv1.ListDrugsResponse).GetDrugs),
	"classes": of(
		func(s api, ctx context.Context, name, version string) (*compendiumv1.DrugClass, error) {
			return s.GetDrugClass(ctx, &compendiumv1.GetDrugClassRequest{Name: name, Version: version})
		},
		func(s api, ctx context.Context, version, token string) (*compendiumv1.ListDrugClassesResponse, error) {
			return s.ListDrugClasses(ctx,
				&compendiumv1.ListDrugClassesRequest{PageSize: pageSize, PageToken: token, Version: version, Consistent: true})
		},
		(*compendiumv1.ListDrugClassesResponse).GetDrugClasses),
	"regimens": of(
		func(s api, ctx context.Context, name, version string) (*compendiumv1.Regimen, error) {
			return s.GetRegimen(ctx, &compendiumv1.GetRegimenRequest{Name: name, Version: version})
		},
		func(s api, ctx context.Context, version, token string) (*compendiumv1.ListRegimensResponse, error) {
			return s.ListRegimens(ctx,
				&compendiumv1.ListRegimensRequest{PageSize: pageSize, PageToken: token, Version: version, Consistent: true})
		},
		(*compendiumv1.ListRegimensResponse).GetRegimens),
	"procedures": of(
		func(s api, ctx context.Context, name, version string) (*compendiumv1.Procedure, error) {
			return s.GetProcedure(ctx, &compendiumv1.GetProcedureRequest{Name: name, Version: version})
		},
		func(s api, ctx context.Context, version, token string) (*compendiumv1.ListProceduresResponse, error) {
			return s.ListProcedures(ctx,
				&compendiumv1.ListProceduresRequest{PageSize: pageSize, PageToken: token, Version: version, Consistent: true})
		},
		(*compendiumv1.ListProceduresResponse).GetProcedures),
	"conditions": of(
		func(s api, ctx context.Context, name, version string) (*compendiumv1.Condition, error) {
			return s.GetCondition(ctx, &compendiumv1.GetConditionRequest{Name: name, Version: version})
		},
		func(s api, ctx context.Context, version, token string) (*compendiumv1.ListConditionsResponse, error) {
			return s.ListConditions(ctx,
				&compendiumv1.ListConditionsRequest{PageSize: pageSize, PageToken: token, Version: version, Consistent: true})
		},
		(*compendiumv1.ListConditionsResponse).GetConditions),
	"targets": of(
		func(s api, ctx context.Context, name, version string) (*compendiumv1.Target, error) {
			return s.GetTarget(ctx, &compendiumv1.GetTargetRequest{Name: name, Version: version})
		},
		func(s api, ctx context.Context, version, token string) (*compendiumv1.ListTargetsResponse, error) {
			return s.ListTargets(ctx, &compendiumv1.ListTargetsRequest{PageSize: pageSize, PageToken: token, Version: version,
				Consistent: true})
		},
		(*compendiumv1.ListTargetsResponse).GetTargets),
	"trials": of(
		func(s api, ctx context.Context, name, version string) (*compendiumv1.Trial, error) {
			return s.GetTrial(ctx, &compendiumv1.GetTrialRequest{Name: name, Version: version})
		},
		func(s api, ctx context.Context, version, token string) (*compendiumv1.ListTrialsResponse, error) {
			return s.ListTrials(ctx, &compendiumv1.ListTrialsRequest{PageSize: pageSize, PageToken: token, Version: version,
				Consistent: true})
		},
		(*compendiumv1.ListTrialsResponse).GetTrials),
	"regulators": of(
		func(s api, ctx context.Context, name, version string) (*compendiumv1.Regulator, error) {
			return s.GetRegulator(ctx, &compendiumv1.GetRegulatorRequest{Name: name, Version: version})
		},
		func(s api, ctx context.Context, version, token string) (*compendiumv1.ListRegulatorsResponse, error) {
			return s.ListRegulators(ctx,
				&compendiumv1.ListRegulatorsRequest{PageSize: pageSize, PageToken: token, Version: version, Consistent: true})
		},
		(*compendiumv1.ListRegulatorsResponse).GetRegulators),
	"sources": of(
		func(s api, ctx context.Context, name, version string) (*compendiumv1.Source, error) {
			return s.GetSource(ctx, &compendiumv1.GetSourceRequest{Name: name, Version: version})
		},
		func(s api, ctx context.Context, version, token string) (*compendiumv1.ListSourcesResponse, error) {
			return s.ListSources(ctx, &compendiumv1.ListSourcesRequest{PageSize: pageSize, PageToken: token, Version: version,
				Consistent: true})
		},
		(*compendiumv1.ListSourcesResponse).GetSources),
}
