package http_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/google/go-cmp/cmp"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/protobuf/testing/protocmp"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
)

// protocols are the ways in which a client of Connect calls.
var protocols = map[string][]connect.ClientOption{
	"connect":          nil,
	"connect get":      {connect.WithHTTPGet()},
	"connect json":     {connect.WithProtoJSON()},
	"connect json get": {connect.WithProtoJSON(), connect.WithHTTPGet()},
	"connect gzip get": {connect.WithSendGzip(), connect.WithHTTPGet()},
	"grpc-web":         {connect.WithGRPCWeb()},
	"grpc-web json":    {connect.WithGRPCWeb(), connect.WithProtoJSON()},
}

func newClient[Request, Response any](
	p *port, full string, options ...connect.ClientOption,
) *connect.Client[Request, Response] {
	options = append(options, connect.WithIdempotency(connect.IdempotencyNoSideEffects))
	return connect.NewClient[Request, Response](http.DefaultClient, p.url+full, options...)
}

// get returns the drug by each protocol, with what is said about it.
func get(
	ctx context.Context, p *port, name string, options ...connect.ClientOption,
) (*connect.Response[compendiumv1.Drug], error) {
	client := newClient[compendiumv1.GetDrugRequest, compendiumv1.Drug](p,
		compendiumv1.CatalogService_GetDrug_FullMethodName, options...)
	return client.CallUnary(ctx, connect.NewRequest(&compendiumv1.GetDrugRequest{Name: name}))
}

// compare compares a drug with what a plain call of Connect answers.
func compare(t *testing.T, p *port, drug *compendiumv1.Drug) {
	t.Helper()
	want, err := get(t.Context(), p, drug.Name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.Msg, drug, protocmp.Transform()); diff != "" {
		t.Error(diff)
	}
}

// TestProtocols calls by each protocol, rightly and wrongly.
func TestProtocols(t *testing.T) {
	p := open(t, nil)
	for name, options := range protocols {
		t.Run(name, func(t *testing.T) {
			response, err := get(t.Context(), p, "drugs/examplinib", options...)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, p, response.Msg)
			if response.Header().Get(services.VersionHeader) == "" {
				t.Errorf("no version: %v", response.Header())
			}
			_, err = get(t.Context(), p, "drugs/exampelinib", options...)
			if connect.CodeOf(err) != connect.CodeNotFound || reasonOf(t, err) != services.ReasonNotFound {
				t.Errorf("a name that is none: %v, %s", err, reasonOf(t, err))
			}
			list := newClient[compendiumv1.ListDrugsRequest, compendiumv1.ListDrugsResponse](p,
				compendiumv1.CatalogService_ListDrugs_FullMethodName, options...)
			page, err := list.CallUnary(t.Context(), connect.NewRequest(&compendiumv1.ListDrugsRequest{PageSize: 2}))
			if err != nil || len(page.Msg.Drugs) != 2 || page.Msg.NextPageToken == "" {
				t.Errorf("a page: %v, %v", page, err)
			}
			lookup := newClient[compendiumv1.LookupDrugsRequest, compendiumv1.LookupDrugsResponse](p,
				compendiumv1.CatalogService_LookupDrugs_FullMethodName, options...)
			found, lookupErr := lookup.CallUnary(t.Context(), connect.NewRequest(&compendiumv1.LookupDrugsRequest{
				Keys: []*compendiumv1.LookupDrugsRequest_Key{{Value: "Exampla"}}}))
			catalog := newClient[compendiumv1.GetCatalogRequest, compendiumv1.Catalog](p,
				compendiumv1.CatalogService_GetCatalog_FullMethodName, options...)
			empty, err := catalog.CallUnary(t.Context(), connect.NewRequest(&compendiumv1.GetCatalogRequest{}))
			if err != nil || empty.Msg.Name != "catalog" {
				t.Errorf("an empty request: %v, %v", empty, err)
			}
			if strings.HasSuffix(name, "get") {
				return // the method is for POST
			}
			if lookupErr != nil || len(found.Msg.Results) != 1 {
				t.Errorf("a lookup: %v, %v", found, lookupErr)
			}
		})
	}
}

// reasonOf returns the reason of an error.
func reasonOf(t *testing.T, err error) string {
	t.Helper()
	failed := new(connect.Error)
	if !errors.As(err, &failed) {
		t.Fatalf("%v", err)
	}
	for _, d := range failed.Details() {
		value, err := d.Value()
		if err != nil {
			t.Fatal(err)
		}
		if info, ok := value.(*errdetails.ErrorInfo); ok {
			return info.Reason
		}
	}
	return ""
}

// TestConnectGetIsCached asks by GET for what it has.
func TestConnectGetIsCached(t *testing.T) {
	p := open(t, nil)
	const path = "/compendium.v1.CatalogService/GetDrug?connect=v1&encoding=json" +
		"&message=%7B%22name%22%3A%22drugs%2Fexamplinib%22%7D"
	first := p.ask(t, "GET", path, "")
	if first.code != http.StatusOK || first.header.Get("ETag") == "" {
		t.Fatalf("%d %v %s", first.code, first.header, first.body)
	}
	if rest := p.ask(t, "GET", "/v1/drugs/examplinib", ""); rest.body != first.body {
		t.Error("the JSON differs from that of the path of the API")
	}
	again := p.ask(t, "GET", path, "", "If-None-Match: "+first.header.Get("ETag"))
	if again.code != http.StatusNotModified || again.body != "" {
		t.Errorf("%d %s", again.code, again.body)
	}
	proto := p.ask(t, "GET",
		"/compendium.v1.CatalogService/GetDrug?connect=v1&encoding=proto&base64=1&message=ChBkcnVncy9leGFtcGxpbmli", "",
		"If-None-Match: "+first.header.Get("ETag"))
	if proto.code != http.StatusOK || proto.header.Get("Content-Type") != "application/proto" {
		t.Errorf("another representation has the same tag: %d %v %s", proto.code, proto.header, proto.body)
	}
	for _, bad := range []string{
		"?connect=v1&encoding=proto&base64=1&message=!!", "?connect=v1&encoding=xml&message=x", "?connect=v1&encoding=proto",
		"?connect=v1&encoding=proto&message=%FF", "",
	} {
		got := p.ask(t, "GET", "/compendium.v1.CatalogService/GetDrug"+bad, "")
		if got.code/100 != 4 || got.header.Get("ETag") != "" {
			t.Errorf("%s: %d %s", bad, got.code, got.body)
		}
	}
}

// TestWatch follows the versions by each protocol until the server ends.
func TestWatch(t *testing.T) {
	for _, name := range []string{"connect", "connect json", "grpc-web"} {
		t.Run(name, func(t *testing.T) {
			// Streams outlive what bounds other calls.
			p := open(t, func(c *config.Config) { c.MaxDeadline = 100 * time.Millisecond })
			after := newRelease(t, "display_name: Examplinib", "display_name: Examplinib B")
			client := newClient[compendiumv1.WatchCatalogRequest, compendiumv1.WatchCatalogResponse](p,
				compendiumv1.CatalogService_WatchCatalog_FullMethodName, protocols[name]...)
			stream, err := client.CallServerStream(t.Context(),
				connect.NewRequest(&compendiumv1.WatchCatalogRequest{HeartbeatSeconds: 1}))
			if err != nil {
				t.Fatal(err)
			}
			next := func() *compendiumv1.WatchCatalogResponse {
				t.Helper()
				if !stream.Receive() {
					t.Fatalf("the stream ended: %v", stream.Err())
				}
				return stream.Msg()
			}
			if first := next(); first.GetSnapshot() == nil || stream.ResponseHeader().Get(services.VersionHeader) == "" {
				t.Errorf("the first event is %v, with %v", first, stream.ResponseHeader())
			}
			if beat := next(); beat.GetHeartbeat() == nil {
				t.Errorf("the second event is %v", beat)
			}
			p.server.Swap(after, services.Times{})
			if changed := next(); len(changed.GetRelease().GetChanges()) != 1 {
				t.Errorf("the third event is %v", changed)
			}
			go p.down()
			if last := next(); last.GetEnding() == nil {
				t.Errorf("the last event is %v", last)
			}
			if stream.Receive() || stream.Err() != nil {
				t.Errorf("the stream does not end well: %v", stream.Err())
			}
		})
	}
	p := open(t, nil)
	client := newClient[compendiumv1.WatchCatalogRequest, compendiumv1.WatchCatalogResponse](p,
		compendiumv1.CatalogService_WatchCatalog_FullMethodName)
	empty, err := client.CallServerStream(t.Context(), connect.NewRequest(&compendiumv1.WatchCatalogRequest{}))
	if err != nil || !empty.Receive() || empty.Msg().GetSnapshot() == nil {
		t.Errorf("an empty request: %v, %v", err, empty.Err())
	}
	defer empty.Close()
	stream, err := client.CallServerStream(t.Context(),
		connect.NewRequest(&compendiumv1.WatchCatalogRequest{HeartbeatSeconds: 301}))
	if err != nil {
		t.Fatal(err)
	}
	if stream.Receive() || reasonOf(t, stream.Err()) != services.ReasonInvalidRequest {
		t.Errorf("a wrong request: %v", stream.Err())
	}
}

// TestPlaintextHTTP2 calls by gRPC, which the library speaks too, over HTTP/2 without TLS.
func TestPlaintextHTTP2(t *testing.T) {
	p := open(t, nil)
	protocols := &http.Protocols{}
	protocols.SetUnencryptedHTTP2(true)
	plain := &http.Client{Transport: &http.Transport{Protocols: protocols}}
	client := connect.NewClient[compendiumv1.GetDrugRequest, compendiumv1.Drug](plain,
		p.url+compendiumv1.CatalogService_GetDrug_FullMethodName, connect.WithGRPC())
	drug, err := client.CallUnary(t.Context(), connect.NewRequest(&compendiumv1.GetDrugRequest{Name: "drugs/examplinib"}))
	if err != nil {
		t.Fatal(err)
	}
	compare(t, p, drug.Msg)
}
