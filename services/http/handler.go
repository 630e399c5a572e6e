// Package http serves the API over HTTP: as JSON on the paths that the schema annotates, and by the protocols of
// Connect and gRPC-Web on the paths of the methods.
//
// It knows the schema's descriptors and the calls of a server. It knows nothing of records, and of gRPC only its status
// and metadata.
package http

import (
	"context"
	"fmt"
	"net/http"

	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
)

// caller answers calls: a services.Server.
type caller interface {
	Call(ctx context.Context, method string, decode services.Decode) *services.Response
	Stream(
		ctx context.Context, method string, decode services.Decode, send func(*services.Response) error,
	) *services.Response
}

// Handler answers HTTP requests with the calls of a server.
type Handler struct {
	server caller
	config *config.Config
	// private is set if callers authenticate, so that shared caches must not keep what they get.
	private bool
	records *cache
	front   http.Handler
	// pages answers other paths, or is nil.
	pages http.Handler
}

// apiServices are the services that are served over HTTP.
func apiServices() []protoreflect.ServiceDescriptor {
	return []protoreflect.ServiceDescriptor{
		compendiumv1.File_compendium_v1_catalog_service_proto.Services().Get(0),
		compendiumv1.File_compendium_v1_validation_service_proto.Services().Get(0),
	}
}

// New returns a handler of a server's API.
func New(server *services.Server, c *config.Config) (*Handler, error) {
	h := &Handler{
		server: server, config: c, private: c.OIDCIssuer != "" || c.TLSClientCA != "",
		records: newCache(int(c.HTTPCacheBytes)),
	}
	described, err := newOpenAPI()
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	allowed := make(map[string]string)
	handle := func(verb, path string, handler http.Handler) {
		mux.Handle(verb+" "+path, handler)
		if allowed[path] += ", " + verb; verb == http.MethodGet {
			allowed[path] += ", " + http.MethodHead // as the mux has it
		}
	}
	for _, service := range apiServices() {
		for i := range service.Methods().Len() {
			m, err := newMethod(service.Methods().Get(i))
			if err != nil {
				return nil, err
			}
			handle(http.MethodPost, m.full, h.connect(m))
			if m.safe && !m.descriptor.IsStreamingServer() {
				handle(http.MethodGet, m.full, h.connectGet(m))
			}
			for number, rule := range m.rules {
				t, err := parseTemplate(rule, m.descriptor.Input())
				if err != nil {
					return nil, fmt.Errorf("%s: google.api.http: %w", m.descriptor.FullName(), err)
				}
				handle(t.verb, t.path, h.rest(m, t))
				described.add(m, t, number)
			}
		}
	}
	for path, handler := range Probes(server.Serves) {
		handle(http.MethodGet, path, handler)
	}
	if c.Reflection {
		text, err := described.json()
		if err != nil {
			return nil, fmt.Errorf("describe the API: %w", err)
		}
		handle(http.MethodGet, "/openapi.json", static(text))
	}
	for path, verbs := range allowed {
		mux.Handle(path, notAllowed(verbs[len(", "):]))
	}
	mux.HandleFunc("/", h.elsewhere)
	h.front = withOrigins(mux, c.HTTPOrigins)
	return h, nil
}

// ServeHTTP answers a request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header()["X-Content-Type-Options"] = nosniff
	h.front.ServeHTTP(w, r)
}

// nosniff keeps browsers from taking a response for something else than it says.
var nosniff = []string{"nosniff"}

// method is a method of the API.
type method struct {
	descriptor protoreflect.MethodDescriptor
	full       string // "/compendium.v1.CatalogService/GetDrug"
	// safe is set if the method has no side effects.
	safe bool
	// dated is set if its answer says the day, which changes while the version stays the same.
	dated  bool
	rules  []httpRule
	output protoreflect.MessageType
	// records is the type of the records that the answer is a list of, or nil.
	records protoreflect.MessageType
}

// listField is the number of the field that has the records in every answer that is a list of them.
const listField = 1

func newMethod(descriptor protoreflect.MethodDescriptor) (*method, error) {
	output, err := protoregistry.GlobalTypes.FindMessageByName(descriptor.Output().FullName())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", descriptor.FullName(), err)
	}
	m := &method{
		descriptor: descriptor, output: output, rules: rulesOf(descriptor),
		full: "/" + string(descriptor.Parent().FullName()) + "/" + string(descriptor.Name()),
	}
	options, _ := descriptor.Options().(*descriptorpb.MethodOptions)
	m.safe = options.GetIdempotencyLevel() == descriptorpb.MethodOptions_NO_SIDE_EFFECTS
	m.dated = descriptor.Output().Fields().ByName("as_of") != nil
	if list := descriptor.Output().Fields().ByNumber(listField); list != nil && list.IsList() && list.Message() != nil {
		if m.records, err = protoregistry.GlobalTypes.FindMessageByName(list.Message().FullName()); err != nil {
			return nil, fmt.Errorf("%s: %w", descriptor.FullName(), err)
		}
	}
	return m, nil
}

// call calls a method with the peer and the metadata of a request.
func (h *Handler) call(r *http.Request, m *method, decode services.Decode) *services.Response {
	return h.server.Call(callContext(r), m.full, decode)
}

// passed are the request headers that calls take as metadata.
var passed = []struct{ header, key string }{{"Authorization", "authorization"}, {"X-Field-Mask", services.MaskHeader}}

// callContext returns the context of a request with what a call needs to know of it.
func callContext(r *http.Request) context.Context {
	ctx := r.Context()
	if r.TLS != nil {
		ctx = peer.NewContext(ctx, &peer.Peer{AuthInfo: credentials.TLSInfo{State: *r.TLS}})
	}
	var md metadata.MD
	for _, p := range passed {
		if values := r.Header[p.header]; len(values) > 0 {
			if md == nil {
				md = metadata.MD{}
			}
			md[p.key] = values
		}
	}
	if md != nil {
		ctx = metadata.NewIncomingContext(ctx, md)
	}
	return ctx
}
