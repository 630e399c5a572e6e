package main

import (
	"context"
	"encoding/base64"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/bench/sample"
	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
	httpapi "github.com/opencompendium/compendium/services/http"
)

// The calls over HTTP, which variants that speak it are measured with: a record as JSON, and as Protobuf by GET of
// Connect.
const (
	callJSON  = "http-json"
	callProto = "http-proto"
)

// speaks reports whether a variant is measured with a call. connect-go speaks gRPC too, and the gateway has no
// Protobuf.
func speaks(variant, call string) bool {
	switch variant {
	case "http", "bare-http":
		return isHTTP(call)
	case "gateway":
		return call == callJSON
	case "connect":
		return call != callJSON
	default:
		return !isHTTP(call)
	}
}

// isHTTP reports whether a call is made over HTTP.
func isHTTP(call string) bool { return call == callJSON || call == callProto }

// serveHTTP runs the server with the defaults of `compendium serve --http-listen`, without logging and telemetry.
func serveHTTP(listener net.Listener, m *file.File) error {
	c := config.Default()
	debug.SetGCPercent(c.GCPercent)
	log := slog.New(slog.DiscardHandler)
	server := services.New(release.New(m, "bench"), log, services.WithConfig(c))
	handler, err := httpapi.New(server, c)
	if err != nil {
		return err
	}
	return httpapi.NewServer(handler, c, nil, log).Serve(listener)
}

// serveBareHTTP returns constant bytes of the right size: the limit of net/http.
func serveBareHTTP(listener net.Listener, m *file.File) error {
	record := append([]byte(nil), m.Table(catalog.Drugs).Record(0)...)
	drug := &compendiumv1.Drug{}
	if err := proto.Unmarshal(record, drug); err != nil {
		return err
	}
	text, err := protojson.Marshal(drug)
	if err != nil {
		return err
	}
	constant := func(media string, body []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", media)
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
			_, _ = w.Write(body)
		}
	}
	mux := http.NewServeMux()
	mux.Handle("GET /v1/", constant("application/json", text))
	mux.Handle("GET "+service, constant("application/proto", record))
	return (&http.Server{Handler: mux}).Serve(listener)
}

// serveGateway runs grpc-gateway in the process of the service, as its generated code does: each response is encoded.
func serveGateway(listener net.Listener, m *file.File) error {
	d, err := decode(m)
	if err != nil {
		return err
	}
	mux := runtime.NewServeMux()
	const full = service + "GetDrug"
	if err := mux.HandlePath(http.MethodGet, "/v1/drugs/{id}",
		func(w http.ResponseWriter, r *http.Request, parameters map[string]string) {
			_, marshaler := runtime.MarshalerForRequest(mux, r)
			ctx, err := runtime.AnnotateIncomingContext(r.Context(), mux, r, full,
				runtime.WithHTTPPathPattern("/v1/{name=drugs/*}"))
			if err != nil {
				runtime.HTTPError(ctx, mux, marshaler, w, r, err)
				return
			}
			drug, err := d.GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: "drugs/" + parameters["id"]})
			if err != nil {
				runtime.HTTPError(ctx, mux, marshaler, w, r, err)
				return
			}
			runtime.ForwardResponseMessage(ctx, mux, marshaler, w, r, drug)
		}); err != nil {
		return err
	}
	return (&http.Server{Handler: mux}).Serve(listener)
}

// httpCaller returns what makes a call over HTTP.
func httpCaller(call, address string) func(context.Context, int) ([]byte, error) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 100, DisableCompression: true}}
	return func(ctx context.Context, i int) ([]byte, error) {
		path := "/v1/" + sample.DrugName(i)
		if call == callProto {
			message, err := proto.Marshal(&compendiumv1.GetDrugRequest{Name: sample.DrugName(i)})
			if err != nil {
				return nil, err
			}
			path = service + "GetDrug?" + strings.Join([]string{"base64=1", "connect=v1", "encoding=proto",
				"message=" + url.QueryEscape(base64.RawURLEncoding.EncodeToString(message))}, "&")
		}
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+path, http.NoBody)
		if err != nil {
			return nil, err
		}
		return fetch(client, request)
	}
}
