package services

import (
	"context"
	"fmt"
	"io"
	"maps"
	"weak"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/release/file"
)

// handlers are the methods of the API by full name, with their guards, for calls that do not come over gRPC.
type handlers struct {
	unary   map[string]grpc.MethodHandler
	streams map[string]grpc.StreamHandler
}

// serve registers a service for gRPC and for [Server.Call] and [Server.Stream].
func (s *Server) serve(described *grpc.ServiceDesc, implementation any) {
	s.grpc.RegisterService(described, implementation)
	for _, m := range described.Methods {
		s.handlers.unary["/"+described.ServiceName+"/"+m.MethodName] = func(_ any, ctx context.Context,
			decode func(any) error, interceptor grpc.UnaryServerInterceptor) (any, error) {
			return m.Handler(implementation, ctx, decode, interceptor)
		}
	}
	for _, m := range described.Streams {
		s.handlers.streams["/"+described.ServiceName+"/"+m.StreamName] = func(_ any, stream grpc.ServerStream) error {
			return m.Handler(implementation, stream)
		}
	}
}

// Decode reads a request of at most maxBytes bytes into an empty message. An error means that the request is malformed,
// or too large if it is a [TooLargeError].
type Decode func(request proto.Message, maxBytes int) error

// Call answers a unary method of the API for a protocol other than gRPC, with the guards of a call over gRPC: limits,
// access control, containment of panics. The context holds the peer and the incoming metadata. decode is not called if
// the call is rejected. The caller closes the response.
func (s *Server) Call(ctx context.Context, method string, decode Decode) *Response {
	response := &Response{}
	handler, ok := s.handlers.unary[method]
	if !ok {
		response.Err = unknownMethod(method)
		return response
	}
	ctx = grpc.NewContextWithServerTransportStream(ctx, &transportStream{method, response})
	ctx, cancel := s.limits.bound(ctx, method)
	defer cancel()
	var answer any
	answer, response.Err = handler(nil, ctx, decode.into, nil)
	if response.encoded, _ = answer.(*encoded); response.encoded == nil {
		response.message, _ = answer.(proto.Message)
	}
	return response
}

// Stream answers a method that streams its responses, as Call does. Responses need not be closed, and share their
// Header. What it returns has no message: the header is for a stream that ends before its first response.
func (s *Server) Stream(ctx context.Context, method string, decode Decode, send func(*Response) error) *Response {
	response := &Response{}
	handler, ok := s.handlers.streams[method]
	if !ok {
		response.Err = unknownMethod(method)
		return response
	}
	ctx = grpc.NewContextWithServerTransportStream(ctx, &transportStream{method, response})
	info := &grpc.StreamServerInfo{FullMethod: method, IsServerStream: true}
	stream := &callStream{ctx: ctx, header: response, decode: decode, send: send}
	response.Err = s.containStream(nil, stream, info, handler)
	return response
}

// into reads a request into what a handler made for it.
func (d Decode) into(message any) error {
	switch request := message.(type) {
	case *incoming:
		request.problem = d(request.message, request.maxBytes)
	case proto.Message: // the health service has no limit of its own
		if err := d(request, smallRequestBytes); err != nil {
			return malformed(err)
		}
	default:
		return fmt.Errorf("the request is a %T", message)
	}
	return nil
}

// Response is the answer to a call: a message or an error.
type Response struct {
	// Header is the metadata of the answer, or of its error. It is not to be changed.
	Header metadata.MD
	// Err is the error of the call, or nil if there is a message.
	Err error

	message proto.Message
	encoded *encoded
}

// NewResponse returns a response with a message, for implementations of the calls other than Server.
func NewResponse(message proto.Message, header metadata.MD) *Response {
	return &Response{Header: header, message: message}
}

// Parts returns the encoded message, whose parts follow one another. They are valid until Close.
func (r *Response) Parts() ([][]byte, error) {
	if r.encoded != nil {
		return r.encoded.parts, nil
	}
	data, err := proto.Marshal(r.message)
	return [][]byte{data}, err
}

// Ready reports whether the message is encoded already.
func (r *Response) Ready() bool { return r.encoded != nil }

// Place is where a record is in an open release file. No two records have the same place, nor has a record of a file
// that is opened later. The zero Place is outside of any file.
type Place struct {
	file   weak.Pointer[file.File]
	offset int
}

// Place returns the place of a record of the response. That of a record which is not as it is in the file is zero: it
// was narrowed by a field mask, has the sources that it cites, or is derived for another day.
func (r *Response) Place(record []byte) Place {
	if r.encoded == nil || r.encoded.file == nil {
		return Place{}
	}
	offset, ok := r.encoded.file.Offset(record)
	if !ok {
		return Place{}
	}
	return Place{weak.Make(r.encoded.file), offset}
}

// Message returns the message, decoded into an empty one if it is ready as bytes.
func (r *Response) Message(empty proto.Message) (proto.Message, error) {
	if r.encoded == nil {
		return r.message, nil
	}
	for _, part := range r.encoded.parts {
		if err := (proto.UnmarshalOptions{Merge: true}).Unmarshal(part, empty); err != nil {
			return nil, fmt.Errorf("decode a response: %w", err)
		}
	}
	return empty, nil
}

// Close releases the reference to the release that the response is a part of.
func (r *Response) Close() {
	if r.encoded != nil && r.encoded.file != nil {
		r.encoded.file.Close()
	}
	r.encoded = nil
}

// transportStream collects the metadata of a call.
type transportStream struct {
	method   string
	response *Response
}

// Method returns the full name of the method.
func (t *transportStream) Method() string { return t.method }

// SetHeader adds metadata.
func (t *transportStream) SetHeader(md metadata.MD) error {
	if t.response.Header == nil {
		t.response.Header = md
		return nil
	}
	// It may be that of the release, which all calls share.
	merged := maps.Clone(t.response.Header)
	maps.Copy(merged, md)
	t.response.Header = merged
	return nil
}

// SendHeader adds metadata.
func (t *transportStream) SendHeader(md metadata.MD) error { return t.SetHeader(md) }

// SetTrailer adds metadata.
func (t *transportStream) SetTrailer(md metadata.MD) error { return t.SetHeader(md) }

// callStream is a stream of responses to one request.
type callStream struct {
	grpc.ServerStream

	ctx      context.Context //nolint:containedctx // a stream is asked for its context
	header   *Response
	decode   Decode
	received bool
	send     func(*Response) error
}

// Context returns the context of the call.
func (c *callStream) Context() context.Context { return c.ctx }

// RecvMsg reads the request, once.
func (c *callStream) RecvMsg(message any) error {
	if c.received {
		return io.EOF
	}
	c.received = true
	return c.decode.into(message)
}

// SendMsg sends a response.
func (c *callStream) SendMsg(message any) error {
	typed, ok := message.(proto.Message)
	if !ok {
		return fmt.Errorf("the response is a %T", message)
	}
	return c.send(&Response{Header: c.header.Header, message: typed})
}
