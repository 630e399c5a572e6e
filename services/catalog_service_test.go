package services_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/testing/protocmp"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/services"
)

// TestEveryCollectionIsReadByGetAndList calls each Get and List by name, as a client that knows only the schema would.
func TestEveryCollectionIsReadByGetAndList(t *testing.T) {
	s := serve(t)
	methods := compendiumv1.File_compendium_v1_catalog_service_proto.Services().Get(0).Methods()
	lists := 0
	for i := range methods.Len() {
		method := methods.Get(i)
		noun, isList := strings.CutPrefix(string(method.Name()), "List")
		if !isList || noun == "Uses" || noun == "Changes" {
			continue
		}
		lists++
		response := invoke(t, s, method, dynamicpb.NewMessage(method.Input()))
		records := response.Get(method.Output().Fields().ByNumber(1)).List()
		if records.Len() == 0 {
			t.Errorf("%s: no records", method.Name())
			continue
		}
		record := records.Get(0).Message()
		getter := methods.ByName("Get" + record.Descriptor().Name())
		request := dynamicpb.NewMessage(getter.Input())
		request.Set(getter.Input().Fields().ByName("name"), record.Get(record.Descriptor().Fields().ByName("name")))
		if got := invoke(t, s, getter, request); !proto.Equal(got.Interface(), record.Interface()) {
			t.Errorf("%s gives %v and %s %v", getter.Name(), got, method.Name(), record)
		}
	}
	if lists != len(catalog.Kinds()) {
		t.Errorf("%d List methods for %d collections", lists, len(catalog.Kinds()))
	}
}

func invoke(t *testing.T, s *site, method protoreflect.MethodDescriptor, request proto.Message) protoreflect.Message {
	t.Helper()
	response := dynamicpb.NewMessage(method.Output())
	path := fmt.Sprintf("/%s/%s", method.Parent().FullName(), method.Name())
	if err := s.conn.Invoke(context.Background(), path, request, response); err != nil {
		t.Fatalf("%s: %v", method.Name(), err)
	}
	return response
}

func TestEveryMethodOfTheSchemaIsServed(t *testing.T) {
	s := serve(t)
	for _, service := range []protoreflect.ServiceDescriptor{
		compendiumv1.File_compendium_v1_catalog_service_proto.Services().Get(0),
		compendiumv1.File_compendium_v1_validation_service_proto.Services().Get(0),
	} {
		for i := range service.Methods().Len() {
			method := service.Methods().Get(i)
			if method.IsStreamingServer() {
				continue
			}
			err := s.conn.Invoke(context.Background(), fmt.Sprintf("/%s/%s", service.FullName(), method.Name()),
				dynamicpb.NewMessage(method.Input()), dynamicpb.NewMessage(method.Output()))
			if status.Code(err) == codes.Unimplemented {
				t.Errorf("%s is not served", method.FullName())
			}
		}
	}
}

func TestEveryResponseNamesTheVersion(t *testing.T) {
	s := serve(t)
	var header metadata.MD
	if _, err := s.catalog.GetDrug(t.Context(), &compendiumv1.GetDrugRequest{Name: "drugs/examplinib"},
		grpc.Header(&header)); err != nil {
		t.Fatal(err)
	}
	state, err := s.catalog.GetCatalog(t.Context(), &compendiumv1.GetCatalogRequest{})
	if err != nil {
		t.Fatal(err)
	}
	if got := header.Get(services.VersionHeader); len(got) != 1 || got[0] != state.Version ||
		header.Get(services.DigestHeader)[0] != state.Digest {
		t.Errorf("header %v, catalog %v", got, state)
	}
}

func TestListPagesThroughEverythingOnce(t *testing.T) {
	s := serve(t)
	for size := int32(1); size <= 4; size++ {
		var names []string
		request := &compendiumv1.ListDrugsRequest{PageSize: size}
		for {
			response, err := s.catalog.ListDrugs(t.Context(), request)
			if err != nil {
				t.Fatal(err)
			}
			if response.TotalSize != 3 {
				t.Errorf("total_size is %d", response.TotalSize)
			}
			for _, drug := range response.Drugs {
				names = append(names, drug.Name)
			}
			if request.PageToken = response.NextPageToken; request.PageToken == "" {
				break
			}
		}
		if diff := cmp.Diff([]string{"drugs/examplinib", "drugs/gonemab", "drugs/trialimab"}, names); diff != "" {
			t.Errorf("pages of %d (-want +got):\n%s", size, diff)
		}
	}
}

func TestListUses(t *testing.T) {
	s := serve(t)
	for _, c := range []struct {
		name, parent, filter, asOf string
		want                       []string
	}{
		{name: "all", parent: "drugs/-", want: []string{
			"examplinib/chordoma US true OFF_LABEL", "examplinib/sarcoma US false ON_LABEL EU - UNKNOWN",
			"gonemab/sarcoma US true FORMERLY_ON_LABEL", "trialimab/sarcoma US true UNLICENSED"}},
		{name: "one drug", parent: "drugs/gonemab", want: []string{"gonemab/sarcoma US true FORMERLY_ON_LABEL"}},
		{name: "while it was approved", parent: "drugs/gonemab", asOf: "2018-01-01",
			want: []string{"gonemab/sarcoma US false ON_LABEL"}},
		{name: "before it was approved", parent: "drugs/gonemab", asOf: "2016-10-18",
			want: []string{"gonemab/sarcoma US - UNKNOWN"}},
		{name: "by condition", parent: "drugs/-", filter: `condition = "conditions/chordoma"`, want: []string{"examplinib/chordoma US true OFF_LABEL"}},
		{name: "off label", parent: "drugs/-", filter: `labels.jurisdiction = "US" AND labels.off_label = true AND labels.status = FORMERLY_ON_LABEL`,
			want: []string{"gonemab/sarcoma US true FORMERLY_ON_LABEL"}},
		{name: "one regimen", parent: "regimens/example-regimen", asOf: "2018-01-01", want: []string{
			"regimens/example-regimen/sarcoma EU - UNKNOWN US true UNLICENSED"}},
		{name: "regimens without a match", parent: "regimens/-", filter: `condition = "conditions/chordoma"`},
		{name: "every therapy for a condition", parent: "-", filter: `condition = "conditions/chordoma"`, want: []string{
			"classes/example-class/chordoma", "examplinib/chordoma US true OFF_LABEL", "procedures/example-procedure/chordoma"}},
		{name: "every therapy on another day", parent: "-", filter: `strength = STANDARD_FIRST`, asOf: "2016-10-18",
			want: []string{"examplinib/sarcoma US false ON_LABEL EU - UNKNOWN", "procedures/example-procedure/chordoma",
				"regimens/example-regimen/sarcoma EU - UNKNOWN US true UNLICENSED"}},
		{name: "by therapy", parent: "-", filter: `therapy = "regimens/example-regimen"`, want: []string{
			"regimens/example-regimen/sarcoma EU - UNKNOWN US true UNLICENSED"}},
		{name: "either", parent: "drugs/-", filter: `labels.status = ON_LABEL OR labels.status = UNLICENSED`,
			want: []string{"examplinib/sarcoma US false ON_LABEL EU - UNKNOWN", "trialimab/sarcoma US true UNLICENSED"}},
		{name: "conditions on labels speak of one label", parent: "drugs/-", filter: `labels.jurisdiction = "EU" AND labels.status = ON_LABEL`},
		{name: "the flag follows the date too", parent: "drugs/gonemab", filter: "labels.off_label = false",
			asOf: "2018-01-01",
			want: []string{"gonemab/sarcoma US false ON_LABEL"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			response, err := s.catalog.ListUses(
				t.Context(),
				&compendiumv1.ListUsesRequest{Parent: c.parent, Filter: c.filter, AsOf: c.asOf},
			)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, use := range response.Uses {
				if !strings.HasPrefix(use.Name, use.Therapy+"/uses/") {
					t.Errorf("%s is said to be of %q", use.Name, use.Therapy)
				}
				got = append(got, describe(use))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("uses (-want +got):\n%s", diff)
			}
			want := c.asOf
			if want == "" {
				want = string(asOf)
			}
			if response.AsOf != want || int(response.TotalSize) != len(c.want) {
				t.Errorf("as_of %s, total_size %d", response.AsOf, response.TotalSize)
			}
		})
	}
}

func describe(use *compendiumv1.Use) string {
	text := strings.NewReplacer("drugs/", "", "/uses/", "/").Replace(use.Name)
	for _, l := range use.Labels {
		flag := "-"
		if l.OffLabel != nil {
			flag = fmt.Sprint(*l.OffLabel)
		}
		text += fmt.Sprintf(" %s %s %s", l.Jurisdiction, flag, l.Status)
	}
	return text
}

func TestBatchGetKeepsOrderAndNamesAllMissing(t *testing.T) {
	s := serve(t)
	response, err := s.catalog.BatchGetDrugs(
		t.Context(),
		&compendiumv1.BatchGetDrugsRequest{Names: []string{"drugs/trialimab", "drugs/examplinib", "drugs/trialimab"}},
	)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range response.Drugs {
		names = append(names, d.Name)
	}
	if diff := cmp.Diff([]string{"drugs/trialimab", "drugs/examplinib", "drugs/trialimab"}, names); diff != "" {
		t.Errorf("drugs (-want +got):\n%s", diff)
	}
	_, err = s.catalog.BatchGetDrugs(
		t.Context(),
		&compendiumv1.BatchGetDrugsRequest{Names: []string{"drugs/one", "drugs/examplinib", "drugs/two"}},
	)
	if status.Code(err) != codes.NotFound || !strings.Contains(err.Error(), "drugs/one, drugs/two") {
		t.Errorf("error %v", err)
	}
}

// TestSearchAndLookupSayWhatIsExact compares what both say of the same hit.
func TestSearchAndLookupSayWhatIsExact(t *testing.T) {
	s := serve(t)
	for query, exact := range map[string]bool{"EXAMPLA": true, "Exampla 40 mg": false, "examplinib mesilate": false} {
		found, err1 := s.catalog.SearchCatalog(t.Context(), &compendiumv1.SearchCatalogRequest{Query: query})
		looked, err2 := s.catalog.Lookup(t.Context(),
			&compendiumv1.LookupRequest{Keys: []*compendiumv1.LookupRequest_Key{{Value: query}}})
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		hit, want := found.Hits[0], looked.Results[0].Hits[0]
		if diff := cmp.Diff(want, hit, protocmp.Transform()); diff != "" || hit.Exact != exact {
			t.Errorf("%s is exact: %v, not %v (-lookup +search):\n%s", query, hit.Exact, exact, diff)
		}
	}
}

func TestSearchCatalog(t *testing.T) {
	s := serve(t)
	for _, c := range []struct {
		query string
		want  []string // name, match, text, depth
	}{
		{"exampla", []string{"drugs/examplinib BRAND Exampla MONOGRAPH"}},
		{"EXAMPLA f", []string{"drugs/examplinib BRAND Éxampla Forte MONOGRAPH"}},
		{"forte", []string{"drugs/examplinib BRAND Éxampla Forte MONOGRAPH"}},
		{"oldex", []string{"drugs/examplinib FORMER_NAME oldexamplinib MONOGRAPH"}},
		{"l01ea99", []string{"drugs/examplinib CODE L01EA99 MONOGRAPH"}},
		{"gone", []string{"drugs/gonemab BRAND Gone MONOGRAPH"}},
		{"example", []string{"targets/example ID example", "trials/example ID example",
			"classes/example-class DISPLAY_NAME Example class", "regimens/example-regimen DISPLAY_NAME Example regimen",
			"procedures/example-procedure DISPLAY_NAME Example procedure"}},
		{"zzz", nil},
		{"®", nil},
	} {
		t.Run(c.query, func(t *testing.T) {
			var got []string
			request := &compendiumv1.SearchCatalogRequest{Query: c.query, PageSize: 2}
			for {
				response, err := s.catalog.SearchCatalog(t.Context(), request)
				if err != nil {
					t.Fatal(err)
				}
				for _, h := range response.Hits {
					hit := fmt.Sprintf("%s %s %s", h.Name, h.Match, h.MatchedText)
					if h.Depth != compendiumv1.Drug_DEPTH_UNSPECIFIED {
						hit += " " + h.Depth.String()
					}
					got = append(got, hit)
				}
				if request.PageToken = response.NextPageToken; request.PageToken == "" {
					break
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("hits (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLookupDrugs(t *testing.T) {
	s := serve(t)
	response, err := s.catalog.LookupDrugs(
		t.Context(),
		&compendiumv1.LookupDrugsRequest{Keys: []*compendiumv1.LookupDrugsRequest_Key{
			{
				Value: "EXAMPLA",
			}, {System: compendiumv1.LookupDrugsRequest_Key_ATC, Value: "L01EA99"}, {Value: "L01EA99"},
			{Value: "oldexamplinib"}, {Value: "exam"},
		}},
	)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range response.Results {
		got = append(got, fmt.Sprint(r.Key.Value, " ", r.Drugs))
	}
	want := []string{
		"EXAMPLA [drugs/examplinib]",
		"L01EA99 [drugs/examplinib]",
		"L01EA99 []",
		"oldexamplinib [drugs/examplinib]",
		"exam []",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
}

// TestErrors checks AIP-193: one ErrorInfo, and the details of the kind of error.
func TestErrors(t *testing.T) {
	s := serve(t)
	ctx := t.Context()
	other, err := s.catalog.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{PageSize: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		call   func() error
		code   codes.Code
		reason string
		field  string // of BadRequest
		about  string // of ResourceInfo
	}{
		{"unknown drug", func() error {
			_, err := s.catalog.GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: "drugs/exampliniv"})
			return err
		}, codes.NotFound, services.ReasonNotFound, "", "drugs/exampliniv"},
		{"unknown parent", func() error {
			_, err := s.catalog.ListUses(ctx, &compendiumv1.ListUsesRequest{Parent: "drugs/none"})
			return err
		}, codes.NotFound, services.ReasonNotFound, "", "drugs/none"},
		{"name of another collection", func() error {
			_, err := s.catalog.GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: "classes/example-class"})
			return err
		}, codes.InvalidArgument, services.ReasonInvalidRequest, "name", ""},
		{"no name", func() error {
			_, err := s.catalog.GetDrug(ctx, &compendiumv1.GetDrugRequest{})
			return err
		}, codes.InvalidArgument, services.ReasonInvalidRequest, "name", ""},
		{"negative page size", func() error {
			_, err := s.catalog.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{PageSize: -1})
			return err
		}, codes.InvalidArgument, services.ReasonInvalidRequest, "page_size", ""},
		{"forged page token", func() error {
			_, err := s.catalog.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{PageToken: "bm9uc2Vuc2U"})
			return err
		}, codes.InvalidArgument, services.ReasonInvalidPageToken, "page_token", ""},
		{"page token of another list", func() error {
			_, err := s.catalog.ListTrials(ctx, &compendiumv1.ListTrialsRequest{PageToken: other.NextPageToken})
			return err
		}, codes.InvalidArgument, services.ReasonInvalidPageToken, "page_token", ""},
		{"page token of another filter", func() error {
			_, err := s.catalog.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{PageToken: other.NextPageToken,
				Filter: "lifecycle = ACTIVE"})
			return err
		}, codes.InvalidArgument, services.ReasonInvalidPageToken, "page_token", ""},
		{"unknown field in the filter", func() error {
			_, err := s.catalog.ListUses(ctx, &compendiumv1.ListUsesRequest{Parent: "drugs/-", Filter: "price = 1"})
			return err
		}, codes.InvalidArgument, services.ReasonInvalidFilter, "filter", ""},
		{"as of a month", func() error {
			_, err := s.catalog.ListUses(ctx, &compendiumv1.ListUsesRequest{Parent: "drugs/-", AsOf: "2018-01"})
			return err
		}, codes.InvalidArgument, services.ReasonInvalidRequest, "as_of", ""},
		{"a day that is none", func() error {
			_, err := s.catalog.ListUses(ctx, &compendiumv1.ListUsesRequest{Parent: "drugs/-", AsOf: "2018-02-30"})
			return err
		}, codes.InvalidArgument, services.ReasonInvalidRequest, "as_of", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := status.Convert(c.call())
			if st.Code() != c.code {
				t.Fatalf("code %s: %s", st.Code(), st.Message())
			}
			infos := 0
			var field, about string
			for _, d := range st.Details() {
				switch d := d.(type) {
				case *errdetails.ErrorInfo:
					infos++
					if d.Reason != c.reason || d.Domain != services.ErrorDomain {
						t.Errorf("ErrorInfo %v", d)
					}
				case *errdetails.BadRequest:
					field = d.FieldViolations[0].Field
				case *errdetails.ResourceInfo:
					about = d.ResourceName
				}
			}
			if infos != 1 || field != c.field || about != c.about {
				t.Errorf("%d ErrorInfo, field %q, resource %q; details %v", infos, field, about, st.Details())
			}
		})
	}
}

func TestListFilter(t *testing.T) {
	s := serve(t)
	response, err := s.catalog.ListDrugs(
		t.Context(),
		&compendiumv1.ListDrugsRequest{Filter: "lifecycle = WITHDRAWN OR administrations.route = ORAL"},
	)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(response.Drugs); got != 2 || response.TotalSize != 2 {
		t.Errorf("%d drugs: %s", got, protojson.Format(response))
	}
}

// TestSourcesMayHaveAnyName serves content from a path that is no text.
func TestSourcesMayHaveAnyName(t *testing.T) {
	s := serve(t)
	r, err := release.FromFS(t.Context(), exampleFiles(t), "content", "caf\xe9", release.Options{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	s.server.Swap(r, services.Times{})
	if got := s.state(t).Source; got != "caf\uFFFD" {
		t.Errorf("the source is %q", got)
	}
}
