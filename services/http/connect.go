package http

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"connectrpc.com/connect"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/services"
)

// raw is a message that is encoded already, or not decoded yet.
type raw struct {
	data  []byte
	codec string
}

// codec hands over messages as they are. The library encodes nothing with it but the status of gRPC-Web.
type codec struct{ name string }

// Name returns the name of the codec.
func (c codec) Name() string { return c.name }

// Marshal returns the bytes of a message.
func (c codec) Marshal(message any) ([]byte, error) {
	switch message := message.(type) {
	case *raw:
		return message.data, nil
	case proto.Message:
		return proto.Marshal(message)
	default:
		return nil, fmt.Errorf("encode a %T", message)
	}
}

// Unmarshal keeps the bytes of a message.
func (c codec) Unmarshal(data []byte, message any) error {
	request, ok := message.(*raw)
	if !ok {
		return fmt.Errorf("decode a %T", message)
	}
	request.data, request.codec = bytes.Clone(data), c.name
	return nil
}

// Codecs of Connect.
const (
	codecProto = "proto"
	codecJSON  = "json"
	codecUTF8  = "json; charset=utf-8"
)

// complete sets the codec of an empty message, which the library does not decode.
func (request *raw) complete(header http.Header) *raw {
	if request.codec == "" {
		request.codec = codecProto
		if strings.HasSuffix(header.Get("Content-Type"), codecJSON) {
			request.codec = codecJSON
		}
	}
	return request
}

// decode reads a request that the library has taken from its envelope.
func (request *raw) decode(message proto.Message, maxBytes int) error {
	if len(request.data) > maxBytes {
		return services.TooLargeError{Size: len(request.data), MaxBytes: maxBytes}
	}
	if request.codec == codecProto {
		return proto.Unmarshal(request.data, message)
	}
	return protojson.Unmarshal(request.data, message)
}

// connect returns the handler of a method by the protocols of Connect, gRPC-Web and gRPC.
func (h *Handler) connect(m *method) http.Handler {
	options := []connect.HandlerOption{
		connect.WithCodec(codec{codecProto}), connect.WithCodec(codec{codecJSON}), connect.WithCodec(codec{codecUTF8}),
		connect.WithReadMaxBytes(int(h.config.MaxRequestBytes)),
	}
	if m.safe {
		options = append(options, connect.WithIdempotency(connect.IdempotencyNoSideEffects))
	}
	var next http.Handler
	if m.descriptor.IsStreamingServer() {
		next = connect.NewServerStreamHandler(m.full, h.stream(m), options...)
	} else {
		next = connect.NewUnaryHandler(m.full, h.unary(m), options...)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := callContext(r)
		if m.descriptor.IsStreamingServer() {
			ctx = context.WithValue(ctx, controllerKey{}, http.NewResponseController(w))
		}
		// The library sets the type of its answers, but for those to a request of a type that it does not take, which have
		// no body. Connect's clients would read JSON there as one of Connect's errors.
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		next.ServeHTTP(w, r.WithContext(ctx))
		if w.Header().Get("Accept-Post") != "" {
			_, _ = io.WriteString(w, otherType)
		}
	})
}

// otherType says what a path takes in place of a type that it does not take.
const otherType = "This path does not take the type of the request. Send JSON as application/json, or with GET as " +
	"encoding=json. The header Accept-Post lists other types.\n"

// unary returns a method as the library calls it.
func (h *Handler) unary(m *method) func(context.Context, *connect.Request[raw]) (*connect.Response[raw], error) {
	return func(ctx context.Context, request *connect.Request[raw]) (*connect.Response[raw], error) {
		message := request.Msg.complete(request.Header())
		response := h.server.Call(ctx, m.full, message.decode)
		defer response.Close()
		answer, err := h.raw(m, response, message.codec)
		if err != nil {
			failed := connectError(err)
			addMetadata(failed.Meta(), response.Header)
			return nil, failed
		}
		answered := connect.NewResponse(answer)
		addMetadata(answered.Header(), response.Header)
		return answered, nil
	}
}

// raw returns the bytes of a response. They are a copy, since the library writes them when the release may be gone.
func (h *Handler) raw(m *method, response *services.Response, codec string) (*raw, error) {
	if response.Err != nil {
		return nil, response.Err
	}
	media := mediaJSON
	if codec == codecProto {
		media = mediaProto
	}
	parts, err := h.parts(m, response, media)
	return &raw{data: bytes.Join(parts, nil), codec: codec}, err
}

// controllerKey is the context key of what sets the deadlines of a stream.
type controllerKey struct{}

// streamWriteTimeout is how long a caller may take to read one message of a stream.
const streamWriteTimeout = 30 * time.Second

// stream returns a method that streams its responses as the library calls it.
func (h *Handler) stream(m *method) func(context.Context, *connect.Request[raw], *connect.ServerStream[raw]) error {
	return func(ctx context.Context, request *connect.Request[raw], stream *connect.ServerStream[raw]) error {
		controller, _ := ctx.Value(controllerKey{}).(*http.ResponseController)
		// The deadlines of the server are meant for calls that end.
		if err := errors.Join(controller.SetReadDeadline(time.Time{}), controller.SetWriteDeadline(time.Time{})); err != nil {
			return err
		}
		message := request.Msg.complete(request.Header())
		ended := h.server.Stream(ctx, m.full, message.decode, func(response *services.Response) error {
			if err := controller.SetWriteDeadline(time.Now().Add(streamWriteTimeout)); err != nil {
				return err
			}
			event, err := h.raw(m, response, message.codec)
			if err != nil {
				return err
			}
			addMetadata(stream.ResponseHeader(), response.Header)
			return stream.Send(event)
		})
		addMetadata(stream.ResponseHeader(), ended.Header)
		if ended.Err != nil {
			return connectError(ended.Err)
		}
		return nil
	}
}

// connectError returns the error of a call as the library has it.
func connectError(err error) *connect.Error {
	st := status.Convert(err)
	failed := connect.NewError(connect.Code(st.Code()), errors.New(st.Message()))
	for _, detail := range st.Details() {
		message, ok := detail.(proto.Message)
		if !ok {
			continue // details are of the types that this program links
		}
		if d, err := connect.NewErrorDetail(message); err == nil {
			failed.AddDetail(d)
		}
	}
	return failed
}

// connectGet returns the handler of a method without side effects that Connect calls by GET, so that caches work. What
// is out of the ordinary goes to the library.
func (h *Handler) connectGet(m *method) http.Handler {
	library := h.connect(m)
	problems := connect.NewErrorWriter()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query, ok := parseGet(r.URL.RawQuery)
		if !ok {
			library.ServeHTTP(w, r)
			return
		}
		media := mediaProto
		if query.encoding == codecJSON {
			media = mediaJSON
		}
		decode := func(message proto.Message, maxBytes int) (err error) {
			request := raw{data: []byte(query.message), codec: query.encoding}
			if query.base64 == "1" {
				if request.data, err = decodeBase64(query.message); err != nil {
					return err
				}
			}
			return request.decode(message, maxBytes)
		}
		if text := r.Header.Get("Connect-Timeout-Ms"); text != "" {
			milliseconds, err := strconv.ParseUint(text, 10, 32)
			if err != nil {
				library.ServeHTTP(w, r)
				return
			}
			ctx, cancel := context.WithTimeout(r.Context(), time.Duration(milliseconds)*time.Millisecond)
			defer cancel()
			r = r.WithContext(ctx)
		}
		response := h.call(r, m, decode)
		defer response.Close()
		if late := r.Context().Err(); late != nil && response.Err == nil {
			response.Err = status.FromContextError(late).Err()
		}
		if err := h.write(w, r, m, response, media); err != nil {
			addMetadata(w.Header(), response.Header)
			w.Header().Set("Cache-Control", "no-store")
			_ = problems.Write(w, r, connectError(err)) // it fails if the caller is gone
		}
	})
}

// getQuery is the query of a call by GET.
type getQuery struct{ message, encoding, base64 string }

// parseGet reads the query of a call by GET without making a map of it. It returns ok=false if anything is out of the
// ordinary: a parameter twice or of no meaning here, compression, another version of the protocol.
func parseGet(raw string) (query getQuery, ok bool) {
	const most = 4
	seen := make([]string, 0, most)
	for raw != "" {
		var pair string
		pair, raw, _ = strings.Cut(raw, "&")
		name, escaped, _ := strings.Cut(pair, "=")
		value, err := url.QueryUnescape(escaped)
		if err != nil || strings.Contains(escaped, ";") || slices.Contains(seen, name) {
			return getQuery{}, false
		}
		seen = append(seen, name)
		switch {
		case name == "message":
			query.message = value
		case name == "encoding" && (value == codecProto || value == codecJSON):
			query.encoding = value
		case name == "base64":
			query.base64 = value
		case name != "connect" || value != "v1":
			return getQuery{}, false
		}
	}
	return query, query.encoding != "" && slices.Contains(seen, "message")
}

// decodeBase64 decodes base64 for URLs, with padding or without.
func decodeBase64(text string) ([]byte, error) {
	if len(text)%4 == 0 {
		return base64.URLEncoding.DecodeString(text)
	}
	return base64.RawURLEncoding.DecodeString(text)
}
