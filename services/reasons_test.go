package services_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/client"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/access"
	"github.com/opencompendium/compendium/services/config"
)

// provocation is a server and a call that it refuses.
type provocation struct {
	change  func(*config.Config)
	add     func(*services.Server)
	options []services.Option
	// call returns the error and the header metadata of the response.
	call func(*testing.T, *port, *grpc.ClientConn, ...grpc.CallOption) error
	// details are the types of what the error carries beside its ErrorInfo.
	details []string
}

func catalogCall(
	f func(context.Context, compendiumv1.CatalogServiceClient, ...grpc.CallOption) error,
) func(*testing.T, *port, *grpc.ClientConn, ...grpc.CallOption) error {
	return func(t *testing.T, _ *port, conn *grpc.ClientConn, options ...grpc.CallOption) error {
		t.Helper()
		return f(t.Context(), compendiumv1.NewCatalogServiceClient(conn), options...)
	}
}

func listCall(
	request *compendiumv1.ListDrugsRequest,
) func(*testing.T, *port, *grpc.ClientConn, ...grpc.CallOption) error {
	return catalogCall(func(ctx context.Context, c compendiumv1.CatalogServiceClient, options ...grpc.CallOption) error {
		_, err := c.ListDrugs(ctx, request, options...)
		return err
	})
}

func bytesCall(method string, body []byte) func(*testing.T, *port, *grpc.ClientConn, ...grpc.CallOption) error {
	return func(t *testing.T, _ *port, conn *grpc.ClientConn, options ...grpc.CallOption) error {
		t.Helper()
		return conn.Invoke(t.Context(), method, body, &struct{}{}, append(options, grpc.ForceCodec(raw{}))...)
	}
}

func validateCall(t *testing.T, _ *port, conn *grpc.ClientConn, options ...grpc.CallOption) error {
	t.Helper()
	_, err := compendiumv1.NewValidationServiceClient(conn).
		ValidateContent(t.Context(), &compendiumv1.ValidateContentRequest{
			Files: []*compendiumv1.ContentFile{{Path: "targets/new.yaml", Text: "display_name: New\n"}}}, options...)
	return err
}

func withToken(token string) func(*testing.T, *port, *grpc.ClientConn, ...grpc.CallOption) error {
	return func(t *testing.T, _ *port, conn *grpc.ClientConn, options ...grpc.CallOption) error {
		t.Helper()
		ctx := metadata.AppendToOutgoingContext(t.Context(), "authorization", "Bearer "+token)
		_, err := compendiumv1.NewCatalogServiceClient(conn).
			GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: "drugs/examplinib"}, options...)
		return err
	}
}

// doing returns a service of one method, which calls f, and a call of it.
func doing(
	f func(context.Context) error,
) (add func(*services.Server), call func(*testing.T, *port, *grpc.ClientConn, ...grpc.CallOption) error) {
	return (&trial{unary: f}).add, bytesCall("/trial/Do", nil)
}

// pageAcrossReload lists the first page, has another version served and lists the second.
func pageAcrossReload(t *testing.T, p *port, conn *grpc.ClientConn, options ...grpc.CallOption) error {
	t.Helper()
	api := compendiumv1.NewCatalogServiceClient(conn)
	request := &compendiumv1.ListDrugsRequest{PageSize: 1, Consistent: true}
	page, err := api.ListDrugs(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	files := exampleFiles(t)
	delete(files, "procedures/example-procedure.yaml")
	p.server.Swap(newRelease(t, files), services.Times{})
	request.PageToken = page.NextPageToken
	_, err = api.ListDrugs(t.Context(), request, options...)
	return err
}

// callBeforeTheFirstRelease calls a server that has no release yet.
func callBeforeTheFirstRelease(t *testing.T, _ *port, _ *grpc.ClientConn, options ...grpc.CallOption) error {
	t.Helper()
	server := services.New(nil, slog.New(slog.DiscardHandler))
	_, err := connect(t, server).catalog.ListDrugs(t.Context(), &compendiumv1.ListDrugsRequest{}, options...)
	return err
}

// watchUntilTheEnd watches health while the server shuts down.
func watchUntilTheEnd(t *testing.T, p *port, conn *grpc.ClientConn, options ...grpc.CallOption) error {
	t.Helper()
	watch, err := healthpb.NewHealthClient(conn).Watch(t.Context(), &healthpb.HealthCheckRequest{}, options...)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := watch.Recv(); err != nil {
		t.Fatal(err)
	}
	p.down(t.Context())
	for err == nil {
		_, err = watch.Recv()
	}
	return err
}

func provocations(t *testing.T) map[string]provocation {
	t.Helper()
	const bad, resource, retry = "google.rpc.BadRequest", "google.rpc.ResourceInfo", "google.rpc.RetryInfo"
	guarded := openGuarded(t, true, true, false, nil)
	token := guarded.sign("reader", time.Now().Add(time.Hour))
	unreachable := access.NewTokens(
		"https://issuer.example",
		"compendium",
		"https://127.0.0.1:1/keys",
		http.DefaultTransport,
		time.Now,
	)
	rules, err := access.NewRules(map[string][]string{"*/GetDrug": {"jwt:somebody"}}, services.Methods())
	if err != nil {
		t.Fatal(err)
	}
	asking := func(auth *services.Auth) []services.Option { return []services.Option{services.WithAuth(auth)} }
	panics, panicking := doing(func(context.Context) error { panic("boom") })
	waits, waiting := doing(func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
	cancels, canceling := doing(func(context.Context) error { return context.Canceled })
	return map[string]provocation{
		services.ReasonInvalidRequest: {
			call:    listCall(&compendiumv1.ListDrugsRequest{PageSize: -1}),
			details: []string{bad},
		},
		services.ReasonInvalidFilter: {
			call:    listCall(&compendiumv1.ListDrugsRequest{Filter: "lifecycle = ACTVE"}),
			details: []string{bad},
		},
		services.ReasonInvalidPageToken: {
			call:    listCall(&compendiumv1.ListDrugsRequest{PageToken: "none"}),
			details: []string{bad},
		},
		services.ReasonInvalidOrder: {
			call:    listCall(&compendiumv1.ListDrugsRequest{OrderBy: "price"}),
			details: []string{bad},
		},
		services.ReasonInvalidMask: {
			call: catalogCall(func(ctx context.Context, c compendiumv1.CatalogServiceClient, options ...grpc.CallOption) error {
				_, err := c.ListDrugs(
					metadata.AppendToOutgoingContext(ctx, services.MaskHeader, "price"),
					&compendiumv1.ListDrugsRequest{},
					options...)
				return err
			}),
			details: []string{bad},
		},
		services.ReasonMalformedRequest: {
			call:    bytesCall(compendiumv1.CatalogService_GetDrug_FullMethodName, []byte("\xff")),
			details: []string{bad},
		},
		services.ReasonNotFound: {
			call: catalogCall(func(ctx context.Context, c compendiumv1.CatalogServiceClient, options ...grpc.CallOption) error {
				_, err := c.GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: "drugs/examplinb"}, options...)
				return err
			}),
			details: []string{resource},
		},
		services.ReasonNotModified: {
			call: catalogCall(func(ctx context.Context, c compendiumv1.CatalogServiceClient, options ...grpc.CallOption) error {
				state, err := c.GetCatalog(ctx, &compendiumv1.GetCatalogRequest{})
				if err != nil {
					return err
				}
				_, err = c.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{IfVersion: state.Version}, options...)
				return err
			}),
		},
		services.ReasonVersionNotRetained: {call: listCall(&compendiumv1.ListDrugsRequest{Version: "none"})},
		services.ReasonVersionChanged:     {change: func(c *config.Config) { c.RetainReleases = 1 }, call: pageAcrossReload},
		services.ReasonVersionTooOld: {
			call: catalogCall(func(ctx context.Context, c compendiumv1.CatalogServiceClient, options ...grpc.CallOption) error {
				_, err := c.ListChanges(ctx, &compendiumv1.ListChangesRequest{FromVersion: "none"}, options...)
				return err
			}),
		},
		services.ReasonNotReady: {call: callBeforeTheFirstRelease, details: []string{retry}},
		services.ReasonOverloaded: {
			change:  func(c *config.Config) { c.MaxValidations = 0 },
			call:    validateCall,
			details: []string{retry},
		},
		services.ReasonRequestTooLarge: {
			call: bytesCall(compendiumv1.CatalogService_ListDrugs_FullMethodName, bytes.Repeat([]byte{0}, 2<<20)),
		},
		services.ReasonResponseTooLarge: {
			change: func(c *config.Config) { c.MaxResponseBytes = 100 },
			call: catalogCall(func(ctx context.Context, c compendiumv1.CatalogServiceClient, options ...grpc.CallOption) error {
				_, err := c.BatchGetDrugs(ctx, &compendiumv1.BatchGetDrugsRequest{Names: []string{"drugs/examplinib"}}, options...)
				return err
			}),
		},
		services.ReasonMethodUnknown: {change: func(c *config.Config) { c.ValidateContent = false }, call: validateCall},
		// So long that gRPC does not end the call by itself before it has begun.
		services.ReasonDeadlineExceeded: {
			change: func(c *config.Config) { c.MaxDeadline = time.Second },
			add:    waits,
			call:   waiting,
		},
		services.ReasonCanceled:     {add: cancels, call: canceling},
		services.ReasonInternal:     {add: panics, call: panicking},
		services.ReasonShuttingDown: {call: watchUntilTheEnd, details: []string{retry}},
		services.ReasonCredentialsMissing: {
			options: asking(&services.Auth{Tokens: unreachable}),
			call:    listCall(&compendiumv1.ListDrugsRequest{}),
		},
		services.ReasonTokenInvalid: {options: asking(&services.Auth{Tokens: unreachable}), call: withToken("none")},
		services.ReasonKeysUnavailable: {
			options: asking(&services.Auth{Tokens: unreachable}),
			call:    withToken(token),
			details: []string{retry},
		},
		services.ReasonCallerNotAllowed: {
			options: asking(&services.Auth{Tokens: guarded.tokens, Rules: rules}),
			call:    withToken(token),
		},
	}
}

// TestEveryReason provokes each reason of the table in docs/clients.md over a connection and looks at the whole error.
func TestEveryReason(t *testing.T) {
	documented := codesOf(t)
	all := provocations(t)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(reasonsOf(t, "errors.go"))), slices.Sorted(maps.Keys(all))); diff != "" {
		t.Fatalf("reasons that errors.go has and this test provokes (-has +provokes):\n%s", diff)
	}
	for reason, p := range all {
		t.Run(reason, func(t *testing.T) {
			at := open(t, p.change, p.add, p.options...)
			var header, trailer metadata.MD
			err := p.call(t, at, at.dial(t, nil), grpc.Header(&header), grpc.Trailer(&trailer))
			st := status.Convert(err)
			if got := st.Code(); got != documented[reason] {
				t.Errorf("the code is %v, and %v is documented: %v", got, documented[reason], err)
			}
			// A stream hands over its header by itself.
			all := metadata.Join(header, trailer)
			versioned := reason != services.ReasonShuttingDown && reason != services.ReasonNotReady
			if versioned && (len(all[services.VersionHeader]) != 1 || len(all[services.DigestHeader]) != 1) {
				t.Errorf("metadata names no version: %v, %v", header, trailer)
			}
			checkErrorInfo(t, st, reason)
			var details []string
			for _, d := range st.Details()[min(1, len(st.Details())):] {
				details = append(details, string(d.(proto.Message).ProtoReflect().Descriptor().FullName()))
			}
			if diff := cmp.Diff(p.details, details); diff != "" {
				t.Errorf("details (-want +got):\n%s", diff)
			}
		})
	}
}

// metadataKey is what AIP-193 asks of keys in ErrorInfo.
var metadataKey = regexp.MustCompile(`^[a-z][a-zA-Z0-9-_]+$`)

func checkErrorInfo(t *testing.T, st *status.Status, reason string) {
	t.Helper()
	n := 0
	for _, d := range st.Details() {
		info, ok := d.(*errdetails.ErrorInfo)
		if !ok {
			continue
		}
		n++
		if info.Reason != reason || info.Domain != services.ErrorDomain {
			t.Errorf("reason %s, domain %s", info.Reason, info.Domain)
		}
		for key := range info.Metadata {
			if !metadataKey.MatchString(key) {
				t.Errorf("the metadata key %s has not the form of AIP-193", key)
			}
		}
	}
	if n != 1 {
		t.Errorf("there are %d ErrorInfo in %v", n, st)
	}
}

// codesOf reads the codes of the reasons from docs/clients.md.
func codesOf(t *testing.T) map[string]codes.Code {
	t.Helper()
	text, err := os.ReadFile("../docs/clients.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "\n## Errors\n")
	found := make(map[string]codes.Code)
	for line := range strings.Lines(section) {
		cells := strings.Split(line, "|")
		if len(cells) < 4 {
			continue
		}
		var code codes.Code
		if err := code.UnmarshalJSON([]byte(`"` + strings.TrimSpace(cells[1]) + `"`)); err != nil {
			continue // the head of the table
		}
		for i, quoted := range strings.Split(cells[2], "`") {
			if i%2 == 1 {
				found[quoted] = code
			}
		}
	}
	return found
}

// TestErrorsFitIntoTrailers asks for as much at fault as a request can hold. Clients take 8 KiB of trailers by default.
func TestErrorsFitIntoTrailers(t *testing.T) {
	s := serve(t)
	long := strings.Repeat("ä", 2000)
	var alternating, bad []string
	for i := range 1000 {
		name := "drugs/missing-with-quite-a-long-name-" + strings.Repeat("a", 100)
		if i%2 == 0 {
			name = "drugs/examplinib"
		}
		alternating = append(alternating, name)
		bad = append(bad, "Drugs/wrong")
	}
	for name, call := range map[string]func(context.Context, ...grpc.CallOption) error{
		"filter": func(ctx context.Context, options ...grpc.CallOption) error {
			_, err := s.catalog.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{Filter: `lifecycle = "` + long + `"`}, options...)
			return err
		},
		"field of a filter": func(ctx context.Context, options ...grpc.CallOption) error {
			_, err := s.catalog.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{Filter: long + " = 1"}, options...)
			return err
		},
		"mask": func(ctx context.Context, options ...grpc.CallOption) error {
			_, err := s.catalog.ListDrugs(metadata.AppendToOutgoingContext(ctx, services.MaskHeader, strings.Repeat("a", 4000)),
				&compendiumv1.ListDrugsRequest{}, options...)
			return err
		},
		"order": func(ctx context.Context, options ...grpc.CallOption) error {
			_, err := s.catalog.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{OrderBy: strings.Repeat("ä", 250)}, options...)
			return err
		},
		"missing names": func(ctx context.Context, options ...grpc.CallOption) error {
			_, err := s.catalog.BatchGetDrugs(ctx, &compendiumv1.BatchGetDrugsRequest{Names: alternating}, options...)
			return err
		},
		"bad names": func(ctx context.Context, options ...grpc.CallOption) error {
			_, err := s.catalog.BatchGetDrugs(ctx, &compendiumv1.BatchGetDrugsRequest{Names: bad}, options...)
			return err
		},
		"long name": func(ctx context.Context, options ...grpc.CallOption) error {
			_, err := s.catalog.GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: "drugs/" + strings.Repeat("a", 1<<18)},
				options...)
			return err
		},
		"path": func(ctx context.Context, options ...grpc.CallOption) error {
			file := &compendiumv1.ContentFile{Path: "drugs/" + strings.Repeat("a", 1<<18) + ".yaml"}
			_, err := s.validation.ValidateContent(ctx,
				&compendiumv1.ValidateContentRequest{Files: []*compendiumv1.ContentFile{file, file}}, options...)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			var trailer metadata.MD
			err := call(t.Context(), grpc.Trailer(&trailer))
			if reason(t, err) == "" {
				t.Errorf("there is no ErrorInfo: %v", err)
			}
			// The status is sent beside the message, as text of which all but ASCII takes three bytes for one.
			size := 0
			for _, b := range []byte(status.Convert(err).Message()) {
				if size++; b >= 0x80 || b == '%' {
					size += 2
				}
			}
			encoded, failed := proto.Marshal(status.Convert(err).Proto())
			if failed != nil {
				t.Fatal(failed)
			}
			if size += len(encoded) * 4 / 3; size > 8<<10 {
				t.Errorf("the trailers have %d bytes", size)
			}
		})
	}
}

// TestRefusalsForLoadAreTriedAgain calls with the shipped service config. gRPC tries nothing again whose header
// metadata has come. The reason is read on the server: grpc-go loses it now and then where the last try ends while the
// client still sends, and reports io.EOF.
func TestRefusalsForLoadAreTriedAgain(t *testing.T) {
	var calls atomic.Int64
	p := open(
		t,
		func(c *config.Config) { c.MaxInFlight = 0 },
		nil,
		services.WithServerOptions(grpc.StatsHandler(ends(func(err error) {
			if reason(t, err) == services.ReasonOverloaded {
				calls.Add(1)
			}
		}))),
	)
	conn, err := client.Dial(p.address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	_, err = compendiumv1.NewCatalogServiceClient(conn).GetCatalog(t.Context(), &compendiumv1.GetCatalogRequest{})
	if err == nil {
		t.Error("the call succeeded")
	}
	p.down(t.Context())
	if n := calls.Load(); n != 4 {
		t.Errorf("the server was called %d times, want 4", n)
	}
}

// TestMissingNamesAreNamedAtOnce reads the places of all missing names of a batch from its error.
func TestMissingNamesAreNamedAtOnce(t *testing.T) {
	s := serve(t)
	_, err := s.catalog.BatchGetDrugs(t.Context(), &compendiumv1.BatchGetDrugsRequest{Names: []string{
		"drugs/a", "drugs/b", "drugs/examplinib", "drugs/c", "drugs/trialimab", "drugs/d", "drugs/e", "drugs/f"}})
	var info *errdetails.ErrorInfo
	resources := 0
	for _, d := range status.Convert(err).Details() {
		switch d := d.(type) {
		case *errdetails.ErrorInfo:
			info = d
		case *errdetails.ResourceInfo:
			resources++
		}
	}
	if info == nil {
		t.Fatal(errors.Join(errors.New("there is no ErrorInfo"), err))
	}
	if info.Metadata["names"] != "drugs/a,drugs/b,drugs/c,drugs/d,drugs/e,drugs/f" ||
		info.Metadata["places"] != "0-1,3,5-7" ||
		resources != 6 {
		t.Errorf("metadata %v, %d resources", info.Metadata, resources)
	}
}

// TestMissingNamesOfBatchSuggestNearest asks for two names with a slip in each, and one that is near nothing.
func TestMissingNamesOfBatchSuggestNearest(t *testing.T) {
	s := serve(t)
	_, err := s.catalog.BatchGetDrugs(t.Context(), &compendiumv1.BatchGetDrugsRequest{Names: []string{
		"drugs/exampllinib", "drugs/trialimib", "drugs/qqqq"}})
	const want = "There is no drugs/exampllinib, drugs/trialimib, drugs/qqqq. " +
		"Did you mean drugs/examplinib and drugs/trialimab?"
	if got := status.Convert(err).Message(); got != want {
		t.Errorf("message %q, want %q", got, want)
	}
	for _, d := range status.Convert(err).Details() {
		if info, ok := d.(*errdetails.ErrorInfo); ok && info.Metadata["nearest"] != "drugs/examplinib,drugs/trialimab" {
			t.Errorf("metadata %v", info.Metadata)
		}
	}
}
